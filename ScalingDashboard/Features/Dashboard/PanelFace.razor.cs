using Microsoft.AspNetCore.Components;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What one panel shows on the board. The same parts in the same order for all sixteen; only their places differ.</summary>
public sealed partial class PanelFace : ComponentBase
{
    private ElementReference _open;
    private string? _focused;
    private string? _raw;
    private string _number = "";

    // A unit of several words ("per 100") stands smaller at the number, so that numbers keep one size.
    private string _words = "";
    private int _changes;
    private ChangeTone _tone;

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    [Parameter, EditorRequired]
    public required PanelSnapshot Panel { get; set; }

    [Parameter, EditorRequired]
    public ChipState Chip { get; set; }

    /// <summary>The quadrant's first panel: a third of its width, with the large number.</summary>
    [Parameter]
    public bool IsHeadline { get; set; }

    /// <summary>Asks for the figures again after an error.</summary>
    [Parameter, EditorRequired]
    public EventCallback Retry { get; set; }

    /// <summary>The panel whose details have just been closed.</summary>
    [CascadingParameter(Name = "FocusPanel")]
    public string? FocusPanel { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var wanted = FocusPanel == Panel.Panel.Key && _focused != FocusPanel;
        _focused = FocusPanel;
        if (wanted)
            await _open.FocusAsync();
    }

    protected override void OnParametersSet()
    {
        var raw = Formatting.Raw(Panel.Headline.Value);
        // The first number is not a change.
        if (_raw is not null && _raw != raw)
            _changes++;
        _raw = raw;
        (_number, _words) = PanelText.ValueAndWords(Panel.Headline);
        _tone = Chip is ChipState.Stale ? ChangeTone.Neutral : PanelText.Tone(Panel.Headline);
    }

    /// <summary>Two names for one motion, in turns: another name starts it anew, and is less to send than another element.</summary>
    private string? Tint => _changes == 0 ? null : _changes % 2 == 0 ? "tint even" : "tint odd";

    private string Base() => PanelText.WithTone(Board.Period.Compared.Here(), _tone);
}
