using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using ScalingDashboard.Platform.Data.Postgres;

namespace ScalingDashboard.Platform.Data;

/// <summary>The room's door: one data source for bulk work, one context factory for everything else.</summary>
public static class DataSetup
{
    public static IServiceCollection AddData(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
            new NpgsqlDataSourceBuilder(provider.GetRequiredService<IDatabaseServer>().ConnectionString)
                .UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>())
                .Build());
        services.AddDbContextFactory<ScalingDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql.MigrationsHistoryTable("schema_history"))
            // Migrations are SQL; there is no model snapshot to compare with.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)));
        return services;
    }
}
