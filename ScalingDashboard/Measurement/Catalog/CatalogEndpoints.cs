using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>The catalogue and the organisation over HTTP.</summary>
internal static class CatalogEndpoints
{
    private const int LongestName = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var read = endpoints.MapGroup("/api/v1").RequireAuthorization(Policies.Read).WithTags("Catalogue");
        read.MapGet("/units", (MetricCatalog catalog, HttpContext context) =>
                catalog.Current.Units.Where(u => context.User.UnitScope().Includes(u.Code)).Select(UnitAnswer.Of))
            .WithSummary("Business units within the caller's scope");

        MetricEndpoints.Map(endpoints);

        var manage = endpoints.MapGroup("/api/v1").RequireAuthorization(Policies.Manage).WithTags("Catalogue");
        manage.MapPut("/units/{code}", PutUnitAsync).WithSummary("Create or change a business unit");
        manage.MapPut("/systems/{code}", PutSystemAsync).WithSummary("Create or change an AI system");
    }

    private static async Task<UnitAnswer> PutUnitAsync(
        string code, UnitRequest body, HttpContext context, CatalogStore store, MetricCatalog catalog, CancellationToken cancellationToken)
    {
        CheckCode(code);
        if (!context.User.UnitScope().Includes(code))
            throw new Refused($"The unit '{code}' is outside the units you may see. Ask somebody who sees all units.");
        var unit = new BusinessUnit(0, code, Text(body.Name, "name"), Text(body.Region, "region"), Text(body.Country, "country"));
        await store.SaveUnitsAsync([unit], cancellationToken);
        return UnitAnswer.Of(catalog.Current.FindUnit(code)!);
    }

    private static async Task<SystemAnswer> PutSystemAsync(
        string code, SystemRequest body, HttpContext context, CatalogStore store, MetricCatalog catalog, CancellationToken cancellationToken)
    {
        CheckCode(code);
        var current = catalog.Current;
        if (body.Function is { } function && !current.Functions.Any(f => f.Code == function))
            throw new Invalid($"function: '{function}' does not exist. Use one of: {string.Join(", ", current.Functions.Select(f => f.Code))}.");
        if (body.Unit is { } unit && (current.FindUnit(unit) is null || !context.User.UnitScope().Includes(unit)))
            throw new Invalid($"unit: '{unit}' does not exist. Create it first with PUT /api/v1/units/{unit}.");
        await store.SaveSystemsAsync([new AiSystem(0, code, Text(body.Name, "name"), body.Function, body.Unit)], cancellationToken);
        return SystemAnswer.Of(catalog.Current.FindSystem(code)!);
    }

    private static void CheckCode(string code)
    {
        if (code.Length > 64 || code.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            throw new Invalid("The code in the address may have up to 64 letters, digits, '-', '_' and '.'.");
    }

    public static string Text(string? text, string field) => text?.Trim() switch
    {
        null or "" => throw new Invalid($"{field}: is missing. Send it as a text of 1 to {LongestName} characters."),
        { Length: > LongestName } => throw new Invalid($"{field}: is longer than {LongestName} characters."),
        var trimmed when trimmed.Any(char.IsControl) => throw new Invalid($"{field}: contains control characters. Remove them."),
        var trimmed => trimmed,
    };
}

internal sealed record UnitRequest(string? Name, string? Region, string? Country);

internal sealed record SystemRequest(string? Name, string? Function, string? Unit);

internal sealed record UnitAnswer(string Code, string Name, string Region, string Country)
{
    public static UnitAnswer Of(BusinessUnit unit) => new(unit.Code, unit.Name, unit.Region, unit.Country);
}

internal sealed record SystemAnswer(string Code, string Name, string? Function, string? Unit)
{
    public static SystemAnswer Of(AiSystem system) => new(system.Code, system.Name, system.Function, system.Unit);
}
