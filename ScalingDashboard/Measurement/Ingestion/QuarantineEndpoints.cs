using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Readings that were set aside, over HTTP: list, accept, refuse. A key sees them and decides nothing: no sender
/// vouches for itself.</summary>
internal static class QuarantineEndpoints
{
    private const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var quarantine = endpoints.MapGroup("/api/v1/quarantine").WithTags("Quarantine");
        quarantine.MapGet("", ListAsync).RequireAuthorization(Policies.Read)
            .WithSummary("Readings that were set aside, newest first; state is waiting (as without one), accepted, refused, superseded, withdrawn or all");
        quarantine.MapPost("/{id:long}/accept", (long id, HttpContext context, QuarantineDecisions decisions, QuarantineReader reader, CancellationToken cancellationToken) =>
                DecideAsync(id, context, decisions.AcceptAsync, reader, cancellationToken))
            .RequireAuthorization(Policies.Judge).WithSummary("Store it after all, as its sender's").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        quarantine.MapPost("/{id:long}/refuse", (long id, HttpContext context, QuarantineDecisions decisions, QuarantineReader reader, CancellationToken cancellationToken) =>
                DecideAsync(id, context, decisions.RefuseAsync, reader, cancellationToken))
            .RequireAuthorization(Policies.Judge).WithSummary("Refuse it, on the record").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<QuarantineAnswer> ListAsync(string? state, int? offset, HttpContext context, QuarantineReader reader, CancellationToken cancellationToken)
    {
        var wanted = QuarantineState.Waiting;
        if (state is not (null or "all") && !QuarantineStates.TryParse(state, out wanted))
            throw new Invalid($"state: '{state}' is not known. Use all, {string.Join(", ", Enum.GetValues<QuarantineState>().Select(s => s.Code()))}.");
        if (offset < 0)
            throw new Invalid("offset: must be 0 or more.");
        var page = await reader.ReadAsync(context.User.UnitScope(), state == "all" ? null : wanted, offset ?? 0, PageSize, cancellationToken);
        return new QuarantineAnswer(page.Waiting, page.Total, [.. page.Readings.Select(QuarantinedAnswer.Of)]);
    }

    private static async Task<QuarantinedAnswer> DecideAsync(
        long id, HttpContext context, Func<IReadOnlyCollection<long>, string, UnitScope, CancellationToken, Task<DecisionOutcome>> decide,
        QuarantineReader reader, CancellationToken cancellationToken)
    {
        var scope = context.User.UnitScope();
        var outcome = await decide([id], context.User.SourceName(), scope, cancellationToken);
        return outcome.TooLate is [var before, ..]
            ? throw new Invalid(QuarantineWords.TooLate(before), StatusCodes.Status409Conflict)
            : QuarantinedAnswer.Of((await reader.GetAsync(scope, [id], cancellationToken))[0]);
    }
}

/// <summary>The answer to <c>GET /api/v1/quarantine</c>.</summary>
/// <param name="Total">Of the state asked for; <c>offset</c> leads on.</param>
internal sealed record QuarantineAnswer(int Waiting, int Total, IReadOnlyList<QuarantinedAnswer> Readings);

/// <summary>A reading that was set aside, in the words in which it was sent.</summary>
internal sealed record QuarantinedAnswer(
    long Id, string State, string Metric, string Unit, string? System, string Source, DateTimeOffset At, string Key, decimal Value, decimal? Weight,
    string Code, string Found, string Expected, long Batch, DateTimeOffset ReceivedAt, string? DecidedBy, DateTimeOffset? DecidedAt, long? AcceptedBatch)
{
    public static QuarantinedAnswer Of(SetAsideReading r) => new(
        r.Id, r.State.Code(), r.Metric.Key, r.Unit.Code, r.System, r.Source, r.At, r.Key, r.Value, r.Weight,
        r.Reason, r.Found, r.Expected, r.Batch, r.ReceivedAt, r.DecidedBy, r.DecidedAt, r.AcceptedBatch);
}
