using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Imports;

/// <summary>What the pages say about imports.</summary>
internal static class ImportWords
{
    private const double Mega = 1024 * 1024;

    /// <summary>What a job leaves for whoever looks later.</summary>
    public static Sentence Say(string key, params object?[] places) => new(ImportsTexts.ResourceManager, key, places);

    /// <summary>Shape and word, so that colour is never alone.</summary>
    public static string State(ImportState state) => state switch
    {
        ImportState.Reading => ImportsTexts.StateReading,
        ImportState.Open => ImportsTexts.StateOpen,
        ImportState.Checking => ImportsTexts.StateChecking,
        ImportState.Ready => ImportsTexts.StateReady,
        ImportState.Storing => ImportsTexts.StateStoring,
        ImportState.Stored => ImportsTexts.StateStored,
        ImportState.Undoing => ImportsTexts.StateUndoing,
        ImportState.Undone => ImportsTexts.StateUndone,
        ImportState.Refused => ImportsTexts.StateRefused,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>What a page says while a job is at work.</summary>
    public static string UnderWay(ImportState state) => state switch
    {
        ImportState.Reading => ImportsTexts.UnderReading,
        ImportState.Checking => ImportsTexts.UnderChecking,
        ImportState.Storing => ImportsTexts.UnderStoring,
        ImportState.Undoing => ImportsTexts.UnderUndoing,
        _ => "",
    };

    public static string Number(int number) => number.ToString("#,0", CultureInfo.CurrentCulture);

    public static string Percent(double progress) => ImportsTexts.Percent.With(progress * 100);

    public static string Size(int bytes) => bytes < Mega
        ? ImportsTexts.Kilobytes.With(Math.Max(1, bytes / 1024))
        : ImportsTexts.Megabytes.With(bytes / Mega);

    /// <summary>What storing would do, as the end of a sentence: "3 new readings and 1 changed one".</summary>
    public static string Effect(ImportCounts counts) => (counts.New, counts.Changed) switch
    {
        (var added, 0) => Texts.For(added, ImportsTexts.OneNew, ImportsTexts.SomeNew),
        (0, var changed) => Texts.For(changed, ImportsTexts.OneChanged, ImportsTexts.SomeChanged),
        var (added, changed) => (added == 1 ? ImportsTexts.OneNewAndChanged : ImportsTexts.SomeNewAndChanged).With(added, changed),
    };

    /// <summary>What the page calls a part of a reading.</summary>
    public static string Field(TableField field) => field switch
    {
        TableField.Metric => ImportsTexts.Metric,
        TableField.Unit => ImportsTexts.FieldUnit,
        TableField.System => ImportsTexts.FieldSystem,
        TableField.At => ImportsTexts.FieldAt,
        TableField.Value => ImportsTexts.Value,
        TableField.Weight => ImportsTexts.Weight,
        TableField.Key => ImportsTexts.Key,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}
