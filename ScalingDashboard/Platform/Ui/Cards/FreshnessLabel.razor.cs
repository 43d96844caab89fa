using Microsoft.AspNetCore.Components;

namespace ScalingDashboard.Platform.Ui.Cards;

/// <summary>How old something is. It ages by itself and renders only when its words change.</summary>
public sealed partial class FreshnessLabel : ComponentBase
{
    private IDisposable? _listening;
    private AgeLook _look;

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    /// <summary>The freshness as it was judged at <see cref="JudgedAt"/>.</summary>
    [Parameter, EditorRequired]
    public AgeState State { get; set; }

    [Parameter, EditorRequired]
    public DateTimeOffset JudgedAt { get; set; }

    /// <summary>When the newest reading happened.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset? LastAt { get; set; }

    /// <summary>The longest normal silence.</summary>
    [Parameter, EditorRequired]
    public TimeSpan Interval { get; set; }

    /// <summary>The moment of a picture that stands still: ages are those of then and do not grow. Null on live pages.</summary>
    [CascadingParameter(Name = "FrozenAt")]
    public DateTimeOffset? FrozenAt { get; set; }

    public void Dispose() => _listening?.Dispose();

    protected override void OnParametersSet() => Age();

    protected override void OnAfterRender(bool firstRender)
    {
        if (FrozenAt is null)
        {
            _listening ??= Ticker.Listen(() => _ = InvokeAsync(Tick));
            return;
        }
        _listening?.Dispose();
        _listening = null;
    }

    private void Tick()
    {
        var before = _look;
        Age();
        if (before != _look)
            StateHasChanged();
    }

    private void Age() => _look = AgeLook.At(State, JudgedAt, LastAt, Interval, FrozenAt ?? Clock.GetUtcNow(), ageOnly: false);
}
