using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Imports;

/// <summary>What the pages say about imports.</summary>
internal static class ImportWords
{
    private const double Mega = 1024 * 1024;

    /// <summary>Shape and word, so that colour is never alone.</summary>
    public static string State(ImportState state) => state switch
    {
        ImportState.Reading => "Being read",
        ImportState.Open => "▲ Columns to be chosen",
        ImportState.Checking => "Being checked",
        ImportState.Ready => "● Checked, not stored",
        ImportState.Storing => "Being stored",
        ImportState.Stored => "✓ Stored",
        ImportState.Undoing => "Being undone",
        ImportState.Undone => "○ Undone",
        ImportState.Refused => "◆ Refused",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>What a page says while a job is at work.</summary>
    public static string UnderWay(ImportState state) => state switch
    {
        ImportState.Reading => "The file is being read.",
        ImportState.Checking => "Every row is being checked, and tried out against what is stored.",
        ImportState.Storing => "The readings are being stored.",
        ImportState.Undoing => "The readings are being taken back.",
        _ => "",
    };

    public static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 reading", "1,234 readings".</summary>
    public static string Count(int number, string one) => $"{Number(number)} {one}{(number == 1 ? "" : "s")}";

    public static string Percent(double progress) => string.Create(CultureInfo.InvariantCulture, $"{progress * 100:0}{Formatting.Thin}%");

    public static string Size(int bytes) => bytes < Mega
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)}{Formatting.Thin}kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Mega:0.0}{Formatting.Thin}MB");

    /// <summary>What storing would do, as the end of a sentence: "3 new readings and 1 changed one".</summary>
    public static string Effect(ImportCounts counts) => (counts.New, counts.Changed) switch
    {
        (var added, 0) => Count(added, "new reading"),
        (0, var changed) => Count(changed, "changed reading"),
        var (added, changed) => $"{Count(added, "new reading")} and {Number(changed)} changed",
    };
}
