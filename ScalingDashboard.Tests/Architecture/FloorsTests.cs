using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Host;

namespace ScalingDashboard.Tests.Architecture
{
    /// <summary>Arrows point down only, and the reserved names stay in their rooms.</summary>
    [Trait("Ring", "Unit")]
    public sealed class FloorsTests
    {
        [Fact]
        public void House_as_compiled_has_no_forbidden_arrow() =>
            Floors.Violations(Read(typeof(Composition))).ShouldBeEmpty();

        [Fact]
        public void House_as_compiled_is_read_at_all()
        {
            // A reader that finds nothing would find no violation either.
            var references = Read(typeof(Composition));
            references["ScalingDashboard.Host.Composition"].ShouldContain("ScalingDashboard.Platform.Data.DataSetup");
            references.SelectMany(named => named).ShouldContain(named => named.StartsWith("Quartz.", StringComparison.Ordinal));
        }

        [Fact]
        public void Planted_violations_are_found()
        {
            var found = Floors.Violations(Read(typeof(FloorsTests))).Where(line => line.Contains(".Planted", StringComparison.Ordinal)).ToList();

            found.ShouldContain(line => line.StartsWith("ScalingDashboard.Measurement.Catalog.PlantedRoom -> ScalingDashboard.Features.Dashboard.DashboardFeature:", StringComparison.Ordinal), "in a lambda");
            found.ShouldContain(line => line.StartsWith("ScalingDashboard.Measurement.Catalog.PlantedRoom -> System.Diagnostics.ProcessStartInfo:", StringComparison.Ordinal), "in an async method");
            found.ShouldContain(line => line.StartsWith("ScalingDashboard.Measurement.Catalog.PlantedRoom -> ScalingDashboard.Measurement.Insights.PlantedInsight:", StringComparison.Ordinal), "as a generic argument");
            found.ShouldContain(line => line.StartsWith("ScalingDashboard.Features.Account.PlantedFeature -> ScalingDashboard.Features.Dashboard.DashboardFeature:", StringComparison.Ordinal), "a neighbour");
        }

        private static ILookup<string, string> Read(Type inAssembly)
        {
            using var reader = new AssemblyReader(inAssembly.Assembly.Location);
            return reader.References();
        }
    }
}

// What must not be: each of these is one arrow that FloorsTests has to find.
namespace ScalingDashboard.Measurement.Insights
{
    internal sealed record PlantedInsight;
}

namespace ScalingDashboard.Measurement.Catalog
{
    internal static class PlantedRoom
    {
        public static readonly Func<string> UpInALambda = () => typeof(DashboardFeature).Name;

        public static async Task<string> StartsAProcessAsync()
        {
            await Task.Yield();
            return new System.Diagnostics.ProcessStartInfo().FileName;
        }

        public static IReadOnlyList<Insights.PlantedInsight> Ahead() => [];
    }
}

namespace ScalingDashboard.Features.Account
{
    internal static class PlantedFeature
    {
        public static string LooksAtItsNeighbour() => nameof(DashboardFeature) + typeof(DashboardFeature);
    }
}
