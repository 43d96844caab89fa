using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ScalingDashboard.Host;

/// <summary>One setting-free line per log entry: UTC time, level, category, event id, message; a trace only for bugs.</summary>
/// <remarks>For a collector choose JSON: <c>Logging:Console:FormatterName=json</c>.</remarks>
internal sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    private const int StartFailed = 11;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // "Hosting failed to start", with a trace: CommandLine says why, in one line when it is a refusal.
        if (logEntry is { Category: "Microsoft.Extensions.Hosting.Internal.Host", EventId.Id: StartFailed })
            return;
        var time = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var category = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.WriteLine($"{time} {Level(logEntry.LogLevel)} {category}[{logEntry.EventId.Id}] {OnOneLine(message)}");
        if (logEntry.Exception is not null)
            textWriter.WriteLine(logEntry.Exception);
    }

    // A name sent by a stranger must not forge a second log line.
    private static string OnOneLine(string message) =>
        message.Any(char.IsControl) ? string.Concat(message.Select(c => char.IsControl(c) ? ' ' : c)) : message;

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "WARN ",
        LogLevel.Error => "ERROR",
        LogLevel.Critical => "FATAL",
        _ => "     ",
    };
}

/// <summary>The line has no settings.</summary>
internal sealed class LineFormatterOptions : ConsoleFormatterOptions;
