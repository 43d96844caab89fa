using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Host;

/// <summary>A machine that knows no cultures (no ICU, globalization-invariant mode).</summary>
[Trait("Ring", "Web")]
public sealed class WithoutCulturesTests
{
    [Fact]
    public async Task The_product_starts_and_speaks_english()
    {
        var database = await ScratchDatabase.CreateSeededAsync();
        try
        {
            var port = $"{FreePorts.Next()}";
            var settings = new Dictionary<string, string>
            {
                ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
                ["ConnectionStrings:ScalingDashboard"] = database,
            };
            await using var serving = ProductProcess.Start(settings, "--demo", "none", "--port", port);
            await serving.ReadyAsync();
            using var client = new HttpClient { BaseAddress = new($"http://localhost:{port}") };
            client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", "de-DE,de");
            var page = await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
            page.ShouldContain("<html lang=\"en\"");
            page.ShouldContain("<h1>Sign in</h1>");
        }
        finally
        {
            await ScratchDatabase.DropAsync(database);
        }
    }
}
