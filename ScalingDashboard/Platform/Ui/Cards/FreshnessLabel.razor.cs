using Microsoft.AspNetCore.Components;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Platform.Ui.Cards;

/// <summary>How old something is, in a shape and words. It ages by itself and renders only when its words change.</summary>
public sealed partial class FreshnessLabel : ComponentBase
{
    private IDisposable? _listening;
    private AgeState _state;
    private string _words = "";

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

    /// <summary>True beside a chip that says "Stale" already.</summary>
    [Parameter]
    public bool AgeOnly { get; set; }

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
        var before = (_state, _words);
        Age();
        if (before != (_state, _words))
            StateHasChanged();
    }

    private void Age()
    {
        var now = FrozenAt ?? Clock.GetUtcNow();
        _state = AgeRules.At(State, JudgedAt, LastAt, Interval, now);
        var age = LastAt is { } last ? Formatting.Age(now - last, CultureInfo.CurrentCulture) : null;
        _words = _state switch
        {
            AgeState.Live => age ?? UiTexts.FreshLive,
            AgeState.Late => UiTexts.FreshLate.With(age),
            AgeState.Stale => (AgeOnly ? UiTexts.FreshOld : UiTexts.FreshStale).With(age),
            AgeState.None => UiTexts.ChipNoData,
            AgeState.Error => UiTexts.ChipError,
            _ => throw new ArgumentOutOfRangeException(nameof(State)),
        };
    }

    private string Title()
    {
        if (LastAt is not { } last)
            return _words;
        var title = _state switch
        {
            AgeState.Live => UiTexts.TitleLive,
            AgeState.Late => UiTexts.TitleLate,
            AgeState.Stale => UiTexts.TitleStale,
            AgeState.None => UiTexts.TitleNone,
            AgeState.Error => UiTexts.TitleError,
            _ => throw new ArgumentOutOfRangeException(nameof(State)),
        };
        return title.With(Formatting.Moment(last, TimeZoneInfo.Utc, CultureInfo.CurrentCulture));
    }
}
