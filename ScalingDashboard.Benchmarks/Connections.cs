using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Platform.Data.Postgres;

namespace ScalingDashboard.Benchmarks;

internal static class Connections
{
    /// <summary>The product's own connection, password included.</summary>
    public static string GetConnectionString(this IServiceProvider services) => services.GetRequiredService<IDatabaseServer>().ConnectionString;
}
