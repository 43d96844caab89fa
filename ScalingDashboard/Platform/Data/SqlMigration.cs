using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ScalingDashboard.Platform.Data;

/// <summary>
/// A migration written as SQL: the file of the same name beside the class, embedded. EF's migrator applies it once,
/// in a transaction, in the order of its id. Derive, give it <c>[DbContext(typeof(ScalingDb))]</c> and
/// <c>[Migration("yyyyMMddNN_name")]</c>, and never edit it after release.
/// </summary>
public abstract class SqlMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(ReadSql());

    /// <summary>The statements; by default the embedded file <c>{namespace}.{class}.sql</c>.</summary>
    protected virtual string ReadSql() => ReadResource(GetType().Assembly, $"{GetType().FullName}.sql");

    protected static string ReadResource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The SQL '{name}' is not embedded in {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
