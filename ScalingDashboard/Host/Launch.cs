using ScalingDashboard.Host.Shell;
using ScalingDashboard.Platform.Data.Postgres;

namespace ScalingDashboard.Host;

/// <summary>What was asked for on the command line, as settings that win over files and environment.</summary>
internal sealed record Launch(string? Company, int? Port, string? DataFolder)
{
    public const int DefaultPort = 5080;
    public const string NoCompany = "none";
    public const string UrlsKey = "urls";
    public const string CompanyKey = "Demonstration:Company";

    private const string MostPages = $"{PageOptions.Section}:{nameof(PageOptions.MostPerReader)}";
    private const string DefaultCompany = "software";

    /// <summary>The playbook's three case studies, and an empty installation.</summary>
    public static readonly IReadOnlyList<string> Companies = [DefaultCompany, "healthcare", "manufacturing", NoCompany];

    /// <summary>Settings for serving. Each company has a database of its own, so switching harms nothing.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ForServing(IConfiguration given)
    {
        var company = Company ?? given[CompanyKey] ?? DefaultCompany;
        if (!Companies.Contains(company))
            throw new Platform.Data.StartRefused($"{CompanyKey} is '{company}', but must be one of {string.Join(", ", Companies)}.");
        return [.. Common(), .. SharedReaders(company, given), new(CompanyKey, company), new($"{PostgresOptions.Section}:{nameof(PostgresOptions.Database)}", Database(company)), .. Address(given)];
    }

    /// <summary>Settings for a short command: the company that was served last, beside a running product if there is one.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ForCommand() =>
    [
        .. Common(),
        new($"{PostgresOptions.Section}:{nameof(PostgresOptions.JoinRunning)}", "true"),
        .. Company is null ? [] : new KeyValuePair<string, string?>[] { new($"{PostgresOptions.Section}:{nameof(PostgresOptions.Database)}", Database(Company)) },
    ];

    private static string Database(string company) => $"scaling_{company}";

    private IEnumerable<KeyValuePair<string, string?>> Common() =>
        DataFolder is null ? [] : [new($"{PostgresOptions.Section}:{nameof(PostgresOptions.DataFolder)}", DataFolder)];

    // Everybody who presses one of the demo's buttons is the same reader.
    private static IEnumerable<KeyValuePair<string, string?>> SharedReaders(string company, IConfiguration given) =>
        company == NoCompany || given[MostPages] is { Length: > 0 } ? [] : [new(MostPages, "100")];

    // Somebody who sets ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS means it, unless --port says otherwise.
    private IEnumerable<KeyValuePair<string, string?>> Address(IConfiguration given)
    {
        var isGiven = new[] { UrlsKey, "http_ports", "https_ports" }.Any(key => given[key] is { Length: > 0 });
        return Port is null && isGiven ? [] : [new(UrlsKey, $"http://localhost:{Port ?? DefaultPort}")];
    }
}
