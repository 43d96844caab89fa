using System.CommandLine;

namespace ScalingDashboard.Host;

/// <summary>The options that choose which installation is meant: demo company, port and data folder.</summary>
internal sealed class LaunchOptions
{
    public LaunchOptions()
    {
        Demo.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } company && !Launch.Companies.Contains(company))
                result.AddError($"--demo is '{company}', but must be one of {string.Join(", ", Launch.Companies)}.");
        });
        Port.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535))
                result.AddError($"--port is '{text}', but must be a number from 1 to 65535.");
        });
        Data.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError("--data is empty, but must name a folder.");
        });
    }

    public Option<string?> Demo { get; } = new("--demo")
    {
        Description = $"Demo company: {string.Join(", ", Launch.Companies)} (empty installation). Default: software.",
        Recursive = true,
    };

    public Option<string?> Port { get; } = new("--port") { Description = "Port on localhost. Default: 5080." };

    public Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder of the private database. Default: scaling-dashboard in your data folder.",
        Recursive = true,
    };

    public Launch Read(ParseResult parsed) => new(
        parsed.GetValue(Demo),
        parsed.GetValue(Port) is { } port ? int.Parse(port, CultureInfo.InvariantCulture) : null,
        parsed.GetValue(Data));
}
