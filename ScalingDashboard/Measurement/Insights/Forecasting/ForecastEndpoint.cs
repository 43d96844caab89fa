using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Insights.Forecasting;

/// <summary><c>GET /api/v1/metrics/{key}/forecast</c>.</summary>
internal static class ForecastEndpoint
{
    private const int UsualDays = 30, MostDays = 366;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/metrics/{key}/forecast", GetAsync).RequireAuthorization(Policies.Read)
            .WithTags("Figures").WithSummary("How a metric's days will go on, with an interval and the error of such forecasts so far")
            .WithDescription("days=1..366, by default 30. Narrow with unit, region, country, function, wave, system; asOf answers as known then.")
            .Produces<ForecastReply>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<ForecastReply> GetAsync(
        string key, HttpContext context, KnownMoments moments, ForecastReader reader, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var known = await moments.AtAsync(Moments.Read("asOf", query["asOf"].FirstOrDefault()), cancellationToken);
        var metric = known.Catalog.FindMetric(key) ?? throw new NotFound($"The metric '{key}' does not exist. GET /api/v1/metrics lists all.");
        var slice = known.Catalog.Resolve(SliceQuery.Read(name => query[name]), context.User.UnitScope());
        var said = await reader.ReadAsync(metric, slice, known, ReadDays(query["days"].FirstOrDefault()), cancellationToken);
        var forecast = said.Answer.Forecast;
        return new ForecastReply(metric.Key, said.Metric.Unit, known.At, forecast?.Method.ToString(), forecast?.Error, forecast?.NaiveError, forecast?.SeasonalError,
            forecast?.Backtests, said.Goal, said.Expected, said.Probability, forecast?.Points ?? [], said.Answer.Reason?.ToString());
    }

    private static int ReadDays(string? text) =>
        string.IsNullOrEmpty(text) ? UsualDays
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays ? days
        : throw new Invalid($"days: '{text}' is no whole number from 1 to {MostDays}.");
}

/// <param name="Error">Mean absolute error in the backtest; beside it those of repeating the last value and the last week.</param>
/// <param name="Reason">Why there is no forecast; null when there is one.</param>
internal sealed record ForecastReply(
    string Metric, string Unit, DateTimeOffset AsOf, string? Method, double? Error, double? NaiveError, double? SeasonalError, int? Backtests,
    decimal? Target, DateOnly? Expected, double? Probability, IReadOnlyList<ForecastPoint> Points, string? Reason);
