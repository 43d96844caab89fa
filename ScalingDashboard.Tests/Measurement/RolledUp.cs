using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement;

/// <summary>Waiting for the roll-up by doing it: when the work returns, no mark of a committed reading is left.</summary>
internal static class RolledUp
{
    public static Task RolledUpAsync(this AppFactory app) => app.Services.GetRequiredService<RollupWork>().RunAsync(CancellationToken.None);
}
