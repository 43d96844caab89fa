namespace ScalingDashboard.Platform.Ui.Cards;

/// <summary>What a chip says. The first six are judgements a reader counts; the rest say why there is none.</summary>
public enum ChipState
{
    OnTrack,
    AtRisk,
    OffTrack,

    /// <summary>There is a value, but it is too old to be believed: never counted as good.</summary>
    Stale,
    NoData,

    /// <summary>Could not be computed.</summary>
    Error,

    /// <summary>There is a value and nothing to compare it with.</summary>
    NoTarget,

    /// <summary>Too few units reported for a judgement.</summary>
    Incomplete,
}

public static class ChipStates
{
    public static string Words(this ChipState state) => state switch
    {
        ChipState.OnTrack => UiTexts.ChipOnTrack,
        ChipState.AtRisk => UiTexts.ChipAtRisk,
        ChipState.OffTrack => UiTexts.ChipOffTrack,
        ChipState.Stale => UiTexts.ChipStale,
        ChipState.NoData => UiTexts.ChipNoData,
        ChipState.Error => UiTexts.ChipError,
        ChipState.NoTarget => UiTexts.ChipNoTarget,
        ChipState.Incomplete => UiTexts.ChipIncomplete,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The same within a sentence.</summary>
    public static string Said(this ChipState state) => state switch
    {
        ChipState.OnTrack => UiTexts.SaidOnTrack,
        ChipState.AtRisk => UiTexts.SaidAtRisk,
        ChipState.OffTrack => UiTexts.SaidOffTrack,
        ChipState.Stale => UiTexts.SaidStale,
        ChipState.NoData => UiTexts.SaidNoData,
        ChipState.Error => UiTexts.SaidError,
        ChipState.NoTarget => UiTexts.SaidNoTarget,
        ChipState.Incomplete => UiTexts.SaidIncomplete,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The colour token's name; shape and word say the same without it.</summary>
    public static string Tone(this ChipState state) => state switch
    {
        ChipState.OnTrack => "good",
        ChipState.AtRisk => "warn",
        ChipState.OffTrack or ChipState.Error => "bad",
        _ => "none",
    };

    /// <summary>For "worst first": the higher, the sooner a reader should look.</summary>
    public static int Severity(this ChipState state) => state switch
    {
        ChipState.Error => 6,
        ChipState.OffTrack => 5,
        ChipState.AtRisk => 4,
        ChipState.Stale => 3,
        ChipState.Incomplete => 2,
        ChipState.OnTrack => 1,
        _ => 0,
    };
}
