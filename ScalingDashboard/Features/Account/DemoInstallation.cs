namespace ScalingDashboard.Features.Account;

/// <summary>Whether this is a demo installation. One that says nothing is not.</summary>
internal sealed class DemoInstallation(IConfiguration configuration)
{
    private const string Key = "Demonstration:Company";
    private const string None = "none";

    public bool IsDemo { get; } =
        configuration[Key] is { Length: > 0 } company && !company.Equals(None, StringComparison.OrdinalIgnoreCase);
}
