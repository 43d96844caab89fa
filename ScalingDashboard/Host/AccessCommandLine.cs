using System.CommandLine;
using System.Runtime.InteropServices;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Host;

/// <summary>
/// <c>keys</c> and <c>users</c>: short commands that work beside a running product or without one. A secret stands
/// alone on the last line of stdout; everything else goes to stderr.
/// </summary>
internal static class AccessCommandLine
{
    public static Command Keys(LaunchOptions launch)
    {
        var name = RequiredOption("--name", "The key's name.");
        var can = ListOption("--can", $"What it may do, separated by commas: {string.Join(", ", Policies.All)}.", Policies.All);
        can.Required = true;
        var create = new Command("create", "Makes an API key and prints it, once.") { name, can };
        create.SetAction((parsed, _) => RunAsync(launch.Read(parsed), async (access, ct) =>
        {
            var key = await access.CreateKeyAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(can), ct);
            await Console.Error.WriteLineAsync("The new key; it is not shown again:");
            await Console.Out.WriteLineAsync(key);
        }));

        var list = new Command("list", "Lists the API keys.");
        list.SetAction((parsed, _) => RunAsync(launch.Read(parsed), async (access, ct) =>
        {
            foreach (var line in await access.ListKeysAsync(ct))
                await Console.Out.WriteLineAsync(line);
        }));

        var revoked = RequiredOption("--name", "The key's name.");
        var revoke = new Command("revoke", "Ends an API key.") { revoked };
        revoke.SetAction((parsed, _) => RunAsync(launch.Read(parsed), async (access, ct) =>
        {
            await access.RevokeKeyAsync(parsed.GetRequiredValue(revoked), ct);
            await Console.Error.WriteLineAsync("Revoked.");
        }));
        return new Command("keys", "API keys for programs.") { create, list, revoke };
    }

    public static Command Users(LaunchOptions launch)
    {
        var email = RequiredOption("--email", "The person's e-mail address.");
        var role = RequiredOption("--role", $"One of {string.Join(", ", Roles.All)}.");
        role.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } value && !Roles.All.Contains(value))
                result.AddError($"--role is '{value}', but must be one of {string.Join(", ", Roles.All)}.");
        });
        var units = ListOption("--units", "The business units the person may see, separated by commas. Default: all.", null);
        var create = new Command("create", "Makes an account and prints its one-time password.") { email, role, units };
        create.SetAction((parsed, _) => RunAsync(launch.Read(parsed), async (access, ct) =>
        {
            var password = await access.CreateUserAsync(
                parsed.GetRequiredValue(email), parsed.GetRequiredValue(role), parsed.GetValue(units) ?? [], ct);
            await Console.Error.WriteLineAsync("The one-time password; it is not shown again:");
            await Console.Out.WriteLineAsync(password);
        }));
        return new Command("users", "Accounts for people.") { create };
    }

    private static async Task<int> RunAsync(Launch launch, Func<IAccessCommands, CancellationToken, Task> action)
    {
        using var stop = new CancellationTokenSource();
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

        await using var app = Product.Build(_ => launch.ForCommand(), builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter(level => level >= LogLevel.Warning)
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        });
        await app.Services.GetRequiredService<DatabaseStartup>().StartForCommandAsync(stop.Token);
        await using var scope = app.Services.CreateAsyncScope();
        await action(scope.ServiceProvider.GetRequiredService<IAccessCommands>(), stop.Token);
        return 0;
    }

    private static Option<string> RequiredOption(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, Required = true };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
                result.AddError($"{name} is empty.");
        });
        return option;
    }

    private static Option<string[]> ListOption(string name, string description, IReadOnlyList<string>? allowed)
    {
        var option = new Option<string[]>(name)
        {
            Description = description,
            CustomParser = result =>
            {
                var values = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
                if (values.Length == 0)
                    result.AddError($"{name} is empty.");
                if (allowed is not null && values.FirstOrDefault(value => !allowed.Contains(value)) is { } unknown)
                    result.AddError($"{name} has '{unknown}', but only {string.Join(", ", allowed)} are known.");
                return values;
            },
        };
        return option;
    }
}
