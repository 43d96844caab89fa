namespace ScalingDashboard.Host;

/// <summary>Serves until it is told to stop: start, say where and how to sign in, wait, stop in order.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(Launch launch, CancellationToken cancellationToken)
    {
        await using var app = Product.Build(given => CheckedSettings(launch, given), _ => { });
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Ctrl+C during the start: disposing stops what has been started.
            return Failures.ExitInterrupted;
        }
        await Console.Out.WriteLineAsync(Welcome(app));
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    // Looked at before anything is built, so that a refusal leaves no folder behind.
    private static Dictionary<string, string?> CheckedSettings(Launch launch, IConfiguration given)
    {
        var settings = launch.ForServing(given).ToDictionary();
        PortCheck.EnsureFree(settings.GetValueOrDefault(Launch.UrlsKey) ?? given[Launch.UrlsKey] ?? "");
        return settings;
    }

    private static string Welcome(WebApplication app)
    {
        var address = app.Urls.Where(url => !url.Contains("[::1]", StringComparison.Ordinal))
            .Select(url => url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)).First();
        var signIn = app.Configuration[Launch.CompanyKey] == Launch.NoCompany
            ? "To sign in, make the first account in another terminal: ./run users create --email you@example.com --role admin"
            : $"To sign in, press one of the four buttons of the demo company '{app.Configuration[Launch.CompanyKey]}'.";
        return $"""

            ScalingDashboard is ready: {address}
            {signIn}
            Ctrl+C stops it.

            """;
    }
}
