using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Host.Shell;

/// <summary>Each open page keeps contracts of what it says to its browser, and none of what nobody says.</summary>
[Trait("Ring", "Web")]
public sealed class CircuitContractsTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Theory]
    [InlineData(typeof(int), true)]
    [InlineData(typeof(string), true)]
    [InlineData(typeof(object[]), true)]
    [InlineData(typeof(Dictionary<string, List<string>>), true)]
    [InlineData(typeof(IJSObjectReference), true)]
    [InlineData(typeof(IComparable<int>), false)]
    [InlineData(typeof(System.Numerics.INumber<int>), false)]
    [InlineData(typeof(IReadOnlyCollection<KeyValuePair<string, List<string>>>), false)]
    public async Task Interfaces_of_the_platform_have_none(Type type, bool expected)
    {
        await using var page = app.Services.CreateAsyncScope();
        var options = (JsonSerializerOptions)typeof(JSRuntime).GetProperty("JsonSerializerOptions", BindingFlags.Instance | BindingFlags.NonPublic)!
            .GetValue(page.ServiceProvider.GetRequiredService<IJSRuntime>())!;
        options.MakeReadOnly();
        options.TryGetTypeInfo(type, out _).ShouldBe(expected);
    }
}
