using Microsoft.EntityFrameworkCore;
using Npgsql;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Support;

/// <summary>One migrated, empty database for the tests of a class (<c>IClassFixture</c>).</summary>
public class DatabaseFixture : IAsyncLifetime
{
    private NpgsqlDataSource? _source;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Source => _source ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async Task InitializeAsync()
    {
        ConnectionString = await CreateAsync();
        _source = NpgsqlDataSource.Create(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Source.DisposeAsync();
        await ScratchDatabase.DropAsync(ConnectionString);
    }

    public ScalingDb Context() => new(new DbContextOptionsBuilder<ScalingDb>().UseNpgsql(Source).Options);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private protected virtual Task<string> CreateAsync() => ScratchDatabase.CreateMigratedAsync();
}

/// <summary>The same with the catalogue, functions and waves of an empty installation.</summary>
public sealed class SeededDatabaseFixture : DatabaseFixture
{
    private protected override Task<string> CreateAsync() => ScratchDatabase.CreateSeededAsync();
}
