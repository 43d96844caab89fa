using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using ScalingDashboard.Platform.Data.Postgres;

namespace ScalingDashboard.Platform.Data;

/// <summary>
/// Brings the database up before anything else: server, migrations, seeds. It runs in the starting phase of the host,
/// which ends before a job runs and before the port opens, and takes the server down after everything else.
/// </summary>
internal sealed class DatabaseStartup(
    IDatabaseServer server,
    NpgsqlDataSource database,
    IServiceScopeFactory scopes,
    Readiness readiness,
    TimeProvider clock,
    ILogger<DatabaseStartup> logger) : IHostedLifecycleService
{
    // One number for all nodes of one database; any other program's locks are in another database. Waiting for
    // another node's migration, and sitting idle during our own, has no time limit.
    private const string TakeLock = """
        set local lock_timeout = 0;
        set local statement_timeout = 0;
        set local idle_in_transaction_session_timeout = 0;
        select pg_advisory_xact_lock(97128870)
        """;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(cancellationToken);
        await PrepareAsync(SeedAsync, cancellationToken);
        readiness.MarkPrepared();
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        // Said goodbye to before the server goes; otherwise each pooled connection reports a broken pipe.
        database.Clear();
        return server.StopAsync(cancellationToken);
    }

    /// <summary>For a command that runs without the host: server and schema, no seeds.</summary>
    public async Task StartForCommandAsync(CancellationToken cancellationToken)
    {
        await server.StartAsync(cancellationToken);
        await PrepareAsync((_, _) => Task.CompletedTask, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(Func<IServiceProvider, CancellationToken, Task> seed, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        // Nodes that start together wait for the first one. The lock goes with its transaction, however that ends.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var command = new NpgsqlCommand(TakeLock, connection, transaction) { CommandTimeout = 0 })
            await command.ExecuteNonQueryAsync(cancellationToken);
        await MigrateAsync(scope.ServiceProvider, cancellationToken);
        await seed(scope.ServiceProvider, cancellationToken);
    }

    private async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ScalingDb>>().CreateDbContextAsync(cancellationToken);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        // Asking for the history of a new database would be logged as an error.
        await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        if (applied.FirstOrDefault(migration => !known.Contains(migration)) is { } newer)
            throw new StartRefused($"The database was made by a newer version of the product (it has '{newer}'). Start that version, or choose another folder with --data.");
        var pending = known.Except(applied).Count();
        if (pending == 0)
            return;
        var start = clock.GetTimestamp();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        await db.Database.MigrateAsync(cancellationToken);
        logger.Migrated(pending, (long)clock.GetElapsedTime(start).TotalMilliseconds);
    }

    private async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var seeder in services.GetServices<ISeeder>().OrderBy(seeder => seeder.Order))
        {
            var start = clock.GetTimestamp();
            await seeder.SeedAsync(cancellationToken);
            logger.Seeded(seeder.GetType().Name, (long)clock.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}
