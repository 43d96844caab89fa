using Npgsql;

namespace ScalingDashboard.Tests.Support;

/// <summary>A database of its own for one test or one class.</summary>
internal static class ScratchDatabase
{
    private static readonly Lazy<Task<string>> Migrated = new(() => TemplateDatabase.PrepareAsync("template_migrated", (startup, ct) => startup.StartForCommandAsync(ct)));
    private static readonly Lazy<Task<string>> Seeded = new(() => TemplateDatabase.PrepareAsync("template_seeded", (startup, ct) => startup.StartingAsync(ct)));

    /// <summary>Nothing in it.</summary>
    public static Task<string> CreateAsync() => CreateAsync("template1");

    /// <summary>The product's tables, empty.</summary>
    public static async Task<string> CreateMigratedAsync() => await CreateAsync(await Migrated.Value);

    /// <summary>An empty installation as <c>./run --demo none</c> makes it: catalogue, functions and waves.</summary>
    public static async Task<string> CreateSeededAsync() => await CreateAsync(await Seeded.Value);

    public static async Task DropAsync(string connectionString)
    {
        await using (var source = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(source);
        await TestServer.ExecuteAsync($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
    }

    private static async Task<string> CreateAsync(string template)
    {
        var name = $"scratch_{Guid.CreateVersion7():N}";
        await TestServer.ExecuteAsync($"create database {name} template {template} owner scaling");
        return await TestServer.ConnectionStringAsync(name);
    }
}
