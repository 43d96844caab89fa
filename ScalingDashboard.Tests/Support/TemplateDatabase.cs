using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Data.Postgres;

namespace ScalingDashboard.Tests.Support;

/// <summary>A database made once per run by the product's own start, and then copied, which takes a tenth of a second.</summary>
internal static class TemplateDatabase
{
    public static async Task<string> PrepareAsync(string name, Func<DatabaseStartup, CancellationToken, Task> prepare)
    {
        await TestServer.ExecuteAsync($"create database {name} owner scaling");
        var settings = new Dictionary<string, string?>
        {
            [$"ConnectionStrings:{ExternalServer.ConnectionName}"] = await TestServer.ConnectionStringAsync(name),
            [Launch.CompanyKey] = Launch.NoCompany,
        };
        await using (var app = Product.Build(_ => settings, builder => builder.Logging.ClearProviders()))
            await prepare(app.Services.GetRequiredService<DatabaseStartup>(), CancellationToken.None);
        // A template can be copied only while nobody is connected.
        await TestServer.ExecuteAsync($"alter database {name} allow_connections false");
        await TestServer.ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        return name;
    }
}
