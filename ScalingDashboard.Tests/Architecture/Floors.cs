namespace ScalingDashboard.Tests.Architecture;

/// <summary>The plan of the house as data: who may use whom, and who alone may name what.</summary>
internal static class Floors
{
    private const string Product = "ScalingDashboard.";

    /// <summary>Rooms of floors 1 and 2 with the rooms they may use. Floor 2 may use all of floor 1 as well.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Platform.Configuration"] = [],
        ["Platform.Language"] = [],
        ["Platform.Data"] = ["Platform.Configuration", "Platform.Language"],
        ["Platform.Live"] = ["Platform.Configuration", "Platform.Data"],
        ["Platform.Access"] = ["Platform.Configuration", "Platform.Data", "Platform.Language"],
        ["Platform.Audit"] = ["Platform.Data", "Platform.Access"],
        ["Platform.Jobs"] = ["Platform.Configuration", "Platform.Data", "Platform.Live"],
        ["Platform.Workbooks"] = ["Platform.Language"],
        ["Platform.Ui"] = ["Platform.Language", "Platform.Live", "Platform.Access"],
        ["Measurement.Catalog"] = [],
        ["Measurement.Readings"] = ["Measurement.Catalog"],
        ["Measurement.Ingestion"] = ["Measurement.Catalog", "Measurement.Readings"],
        ["Measurement.Rollups"] = ["Measurement.Catalog", "Measurement.Readings"],
        ["Measurement.Annotations"] = ["Measurement.Catalog", "Measurement.Rollups"],
        ["Measurement.Targets"] = ["Measurement.Catalog"],
        ["Measurement.Insights"] = ["Measurement.Catalog", "Measurement.Readings", "Measurement.Rollups", "Measurement.Annotations", "Measurement.Targets"],
    };

    /// <summary>A name and the only places that may use it.</summary>
    private static readonly (string Named, string[] Places)[] Reserved =
    [
        ("System.Diagnostics.Process", ["Platform.Data.Postgres"]),
        ("ClosedXML.", ["Platform.Workbooks"]),
        ("DocumentFormat.OpenXml.", ["Platform.Workbooks"]),
        ("Quartz.", ["Platform.Jobs"]),
        ("OpenTelemetry.Proto.", ["Measurement.Ingestion.Otlp"]),
        ("Microsoft.AspNetCore.Http.IHttpContextAccessor", ["Platform.Access"]),
        ("Microsoft.JSInterop.IJSRuntime", ["Platform.Ui", "Host.Shell"]),
        ("System.Console", ["Host"]),
    ];

    /// <summary>One line for each arrow that must not be; empty when the house is in order.</summary>
    public static IReadOnlyList<string> Violations(ILookup<string, string> references) =>
    [
        .. from type in references
           from named in type
           let broken = Broken(type.Key, named)
           where broken is not null
           orderby type.Key, named
           select $"{type.Key} -> {named}: {broken}",
    ];

    /// <summary>The room of a type of ours, for example <c>Platform.Data</c> or <c>Features.Reports</c>; null for all others.</summary>
    public static string? Room(string type)
    {
        if (!type.StartsWith(Product, StringComparison.Ordinal) || type.Split('.') is not [_, var floor, var room, ..])
            return null;
        return floor == "Host" ? "Host" : type.Count(c => c == '.') > 2 ? $"{floor}.{room}" : null;
    }

    private static string? Broken(string from, string to)
    {
        var place = from.StartsWith(Product, StringComparison.Ordinal) ? from[Product.Length..] : from;
        foreach (var (named, places) in Reserved)
            if (Names(to, named) && !places.Any(allowed => Names(place, $"{allowed}.")))
                return $"only {string.Join(" and ", places)} may name it";
        return (Room(from), Room(to)) switch
        {
            (null, _) or (_, null) or ("Host", _) => null,
            var (one, other) when one == other => null,
            (_, "Host") => "nobody may use the host",
            var (one, other) when one.StartsWith("Features.", StringComparison.Ordinal) =>
                other.StartsWith("Features.", StringComparison.Ordinal) ? "features do not see each other" : null,
            var (one, other) when Rooms.TryGetValue(one, out var allowed) =>
                allowed.Contains(other) || (one.StartsWith("Measurement.", StringComparison.Ordinal) && other.StartsWith("Platform.", StringComparison.Ordinal))
                    ? null
                    : $"{one} may not use {other}",
            var (one, _) => $"{one} has no place in the plan",
        };
    }

    // A reserved name that ends with a dot is a namespace, otherwise one type or a family of types (Process, ProcessStartInfo).
    private static bool Names(string type, string reserved) => type.StartsWith(reserved, StringComparison.Ordinal);
}
