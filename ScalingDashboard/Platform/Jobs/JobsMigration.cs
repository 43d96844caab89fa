using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Quartz;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>Quartz's tables, from the script inside its package. They are made here, under the lock of the migrations,
/// and never by a scheduler that starts.</summary>
[DbContext(typeof(ScalingDb))]
[Migration("2026112201_jobs")]
public sealed class JobsMigration : SqlMigration
{
    internal const string TablePrefix = "qrtz_";

    private const string Script = "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql";

    // {0} is the prefix of tables, {1} that of indexes: the same, as there is no schema in it. The script creates only
    // what is missing; a later version of the package whose tables differ gets a migration of its own.
    protected override string ReadSql() => ReadResource(typeof(IScheduler).Assembly, Script)
        .Replace("{0}", TablePrefix, StringComparison.Ordinal)
        .Replace("{1}", TablePrefix, StringComparison.Ordinal);
}
