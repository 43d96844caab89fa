using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Data.Postgres;

namespace ScalingDashboard.Platform.Data;

/// <summary>The room's doors: the server, one data source for bulk work, one context factory for everything else.</summary>
public static class DataSetup
{
    private const string ReadyTag = "ready";

    // Npgsql's own.
    private const int RecheckByDefault = 10;

    /// <summary>A forgotten transaction ends by itself, and who waits for a lock gives up before its sender does: on the
    /// private server and on any other. No statement of ours is allowed longer than the last.</summary>
    private const string SessionLimits = "-c lock_timeout=8s -c idle_in_transaction_session_timeout=5min -c statement_timeout=30min";

    public static IServiceCollection AddData(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddValidatedOptions<PostgresOptions>(PostgresOptions.Section);
        services.TryAddSingleton(CreateServer);
        services.AddSingleton(provider => Builder(provider).BuildMultiHost());
        // Of several servers one that breaks off a session counts as gone for a moment; of a single one that would be an outage.
        services.AddSingleton(provider => HasStandbys(provider)
            ? provider.GetRequiredService<NpgsqlMultiHostDataSource>().WithTargetSession(TargetSessionAttributes.Primary)
            : Builder(provider).Build());
        services.AddSingleton(provider => new Standby(
            HasStandbys(provider)
                ? provider.GetRequiredService<NpgsqlMultiHostDataSource>().WithTargetSession(TargetSessionAttributes.PreferStandby)
                : null));
        services.AddDbContextFactory<ScalingDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql.MigrationsHistoryTable("schema_history"))
            // Migrations are SQL; there is no model snapshot to compare with.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)
                // Thrown as well, and told once by whoever catches it: an outage would stand here with two traces for each request.
                .Log((CoreEventId.QueryIterationFailed, LogLevel.Debug), (CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.ConnectionError, LogLevel.Debug))));
        services.AddSingleton<DatabaseStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<DatabaseStartup>());
        services.AddHostedService<ServerWatchdog>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<DiskWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<DiskWatch>());
        services.AddHealthChecks().AddCheck<Readiness>("database", tags: [ReadyTag]).AddCheck<DiskWatch>("disk", tags: [ReadyTag]);
        return services;
    }

    public static void MapData(this IEndpointRouteBuilder endpoints)
    {
        // Probes of an orchestrator carry no key; the answers are one word, and why where all is not well.
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag), ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        var reasons = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"\n{entry.Key}: {entry.Value.Description}");
        return context.Response.WriteAsync($"{report.Status}{string.Concat(reasons)}");
    }

    private static bool HasStandbys(IServiceProvider provider) =>
        new NpgsqlConnectionStringBuilder(provider.GetRequiredService<IDatabaseServer>().ConnectionString).Host?.Contains(',') == true;

    private static NpgsqlDataSourceBuilder Builder(IServiceProvider provider)
    {
        var builder = new NpgsqlDataSourceBuilder(provider.GetRequiredService<IDatabaseServer>().ConnectionString)
            .UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>());
        // For so long a server that was gone is not even asked again.
        if (builder.ConnectionStringBuilder.HostRecheckSeconds == RecheckByDefault)
            builder.ConnectionStringBuilder.HostRecheckSeconds = 1;
        // What the connection string says itself comes later, and the later wins.
        builder.ConnectionStringBuilder.Options = $"{SessionLimits} {builder.ConnectionStringBuilder.Options}".TrimEnd();
        return builder;
    }

    private static IDatabaseServer CreateServer(IServiceProvider provider)
    {
        if (provider.GetRequiredService<IConfiguration>().GetConnectionString(ExternalServer.ConnectionName) is { Length: > 0 } external)
            return ActivatorUtilities.CreateInstance<ExternalServer>(provider, external);
        // Users, sockets and locks of the private server are those of Unix.
        return OperatingSystem.IsWindows()
            ? throw new StartRefused($"On Windows set ConnectionStrings:{ExternalServer.ConnectionName} to a PostgreSQL server.")
            : ActivatorUtilities.CreateInstance<EmbeddedServer>(provider);
    }
}
