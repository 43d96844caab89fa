using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>What a person fills in to pair a screen, and the address that comes of it.</summary>
internal sealed class ScreenForm
{
    public const string AllFour = "";
    public const string InTurn = "turn";

    public string? Code { get; set; }

    public string? Name { get; set; }

    /// <summary><see cref="AllFour"/>, <see cref="InTurn"/>, or the key of a quadrant.</summary>
    public string Shows { get; set; } = AllFour;

    /// <summary>Seconds for each quadrant when they are shown in turn.</summary>
    public int Seconds { get; set; } = 20;

    public string Period { get; set; } = Measurement.Catalog.Period.Default;

    /// <summary><c>dark</c>, <c>light</c>, or empty for what the screen's browser prefers.</summary>
    public string Theme { get; set; } = "";

    /// <summary>Further filters, as the dashboard's address has them: <c>region=EMEA&amp;wave=2</c>.</summary>
    public string? Filters { get; set; }

    public IReadOnlyList<string> Units { get; set; } = [];

    /// <summary>The query string of what the screen shows.</summary>
    public string View => string.Join('&', new[]
    {
        $"period={Uri.EscapeDataString(Period)}",
        Shows switch
        {
            AllFour => "",
            InTurn => string.Create(CultureInfo.InvariantCulture, $"rotate={Seconds}"),
            var quadrant => $"quadrant={Uri.EscapeDataString(quadrant)}",
        },
        Theme.Length > 0 ? $"theme={Theme}" : "",
        (Filters ?? "").Trim().TrimStart('?', '&'),
    }.Where(part => part.Length > 0));

    /// <summary>What can be shown, in words.</summary>
    public static IEnumerable<(string Value, string Words)> Choices() =>
    [
        (AllFour, WallboardTexts.AllFour),
        (InTurn, WallboardTexts.InTurn),
        .. Quadrants.All.Select(quadrant => (quadrant.Key, $"{quadrant.Name} alone")),
    ];
}
