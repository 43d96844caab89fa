using Microsoft.AspNetCore.Components;

namespace ScalingDashboard.Platform.Ui.Forms;

/// <summary>One thing that can be picked.</summary>
public sealed record PickerOption(string Value, string Text);

/// <summary>Picks any number of values; none means all. The picked values belong to the parent.</summary>
public sealed partial class MultiPicker : Picker
{
    private const int SearchFrom = 12;

    // Bounds what one open list costs on the wire; the rest is found by typing.
    private const int MostShown = 60;

    private string? _search;
    private int _more;

    // What was picked when the list opened stands first; it does not jump while boxes are ticked.
    private IReadOnlyList<string> _first = [];

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<PickerOption> Options { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Selected { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<string>> Changed { get; set; }

    protected override string Caption => Label;

    protected override string Chosen => Selected.Count switch
    {
        0 => UiTexts.All,
        1 => First,
        var count => string.Create(CultureInfo.InvariantCulture, $"{First} +{count - 1}"),
    };

    protected override bool IsActive => Selected.Count > 0;

    private string First => Options.FirstOrDefault(o => o.Value == Selected[0])?.Text ?? Selected[0];

    protected override Task OpeningAsync()
    {
        (_search, _first) = (null, Selected);
        return Task.CompletedTask;
    }

    private List<PickerOption> Found()
    {
        var found = Options
            .Where(o => string.IsNullOrWhiteSpace(_search)
                || o.Text.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase)
                || o.Value.Contains(_search.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(o => _first.Contains(o.Value))
            .ToList();
        _more = Math.Max(0, found.Count - MostShown);
        return found[..(found.Count - _more)];
    }

    private Task ToggleAsync(string value) =>
        Changed.InvokeAsync(Selected.Contains(value) ? [.. Selected.Where(v => v != value)] : [.. Selected, value]);
}
