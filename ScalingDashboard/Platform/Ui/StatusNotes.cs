using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Platform.Ui;

/// <summary>Shows what features contribute as <see cref="IStatusNote"/>, live.</summary>
public sealed class StatusNotes : LiveComponent<StatusNotes.Said>
{
    [Inject]
    public required IEnumerable<IStatusNote> Notes { get; init; }

    protected override IReadOnlyCollection<Topic> Topics => [.. Notes.Select(note => note.Topic)];

    protected override Task<Said> LoadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new Said(string.Join(" · ", Notes.Select(note => note.Text?.Here()).OfType<string>())));

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Snapshot is not { Text.Length: > 0 } said)
            return;
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "role", "status");
        builder.AddContent(2, said.Text);
        builder.CloseElement();
    }

    /// <summary>What all notes say together.</summary>
    public sealed record Said(string Text);
}
