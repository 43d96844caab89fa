using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary><c>DELETE /api/v1/batches/{id}</c>: takes back what was sent by mistake. Again is harmless.</summary>
internal static class BatchesEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapDelete("/api/v1/batches/{id:long}", DeleteAsync).RequireAuthorization(Policies.Ingest)
            .DisableAntiforgery()
            .WithTags("Readings").WithSummary("Take back a batch: what it brought goes, what it corrected says again what it said before")
            .Produces<WithdrawalReport>().ProducesProblem(404);

    private static async Task<WithdrawalReport> DeleteAsync(long id, HttpContext context, BatchWithdrawal withdrawal, CancellationToken cancellationToken)
    {
        // Who manages the catalogue may take back anybody's batch, a sender its own.
        var by = context.User.SourceName();
        var outcome = await withdrawal.WithdrawAsync(id, by, context.User.Can(Policies.Manage) ? null : by, cancellationToken);
        return new WithdrawalReport(outcome.BatchId, outcome.Removed, outcome.Restored);
    }
}

/// <summary>The answer to a withdrawal.</summary>
internal sealed record WithdrawalReport(long Batch, int Removed, int Restored);
