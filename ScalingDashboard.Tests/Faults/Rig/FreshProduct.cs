using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>The product in the test's own process with a database that this test alone may spoil.</summary>
internal sealed class FreshProduct : AppFactory, IAsyncDisposable
{
    public static async Task<FreshProduct> StartAsync()
    {
        var product = new FreshProduct();
        await product.InitializeAsync();
        await product.AddUnitAsync(FaultRig.Unit);
        return product;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> CountAsync(string what)
    {
        await using var command = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"SELECT count(*) FROM {what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}

/// <summary>One for all tests of a class (<c>IClassFixture</c>).</summary>
public sealed class SharedProduct : IAsyncLifetime
{
    internal FreshProduct Product { get; private set; } = null!;

    public async Task InitializeAsync() => Product = await FreshProduct.StartAsync();

    public Task DisposeAsync() => Product.DisposeAsync();
}
