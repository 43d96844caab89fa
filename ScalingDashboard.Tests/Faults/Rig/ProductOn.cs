using ScalingDashboard.Host;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>The product in the test's own process, on a server of the test's.</summary>
internal class ProductOn(string database, params (string Key, string Value)[] settings)
    : AppFactory(Launch.NoCompany, [($"ConnectionStrings:{ExternalServer.ConnectionName}", database), .. settings]), IAsyncDisposable
{
    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
