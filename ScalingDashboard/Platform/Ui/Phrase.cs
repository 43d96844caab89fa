using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ScalingDashboard.Platform.Ui;

/// <summary>A sentence of which parts are markup: each place of the text, in the order of its language, is filled with a part.</summary>
public sealed class Phrase : ComponentBase
{
    /// <summary>Like "Ask {0} or go {1}.".</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<RenderFragment> Parts { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var (place, piece) in Text.Split('{').Index())
        {
            var end = place == 0 ? -1 : piece.IndexOf('}', StringComparison.Ordinal);
            if (end > 0)
                builder.AddContent(0, Parts[int.Parse(piece.AsSpan(0, end), CultureInfo.InvariantCulture)]);
            builder.AddContent(1, piece[(end + 1)..]);
        }
    }
}
