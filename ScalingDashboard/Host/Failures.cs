using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Host;

/// <summary>What can be wrong at a start, in one line that says what to do.</summary>
internal static class Failures
{
    public const int ExitRefused = 1;
    public const int ExitInterrupted = 130;

    /// <summary>One line for a known refusal; null for a bug.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        StartRefused or Invalid or NotFound or Refused => failure.Message,
        OptionsValidationException options => $"A setting is wrong: {string.Join(" ", options.Failures)}",
        InvalidDataException { InnerException: FormatException or System.Text.Json.JsonException } => $"A settings file cannot be read: {failure.InnerException!.Message}",
        InvalidOperationException when failure.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => $"A setting is wrong: {failure.Message}",
        IOException { InnerException: AddressInUseException } => $"{failure.Message.TrimEnd('.')}. Stop the other program or choose another port with --port.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "The port is reserved for the system. Choose one above 1023 with --port.",
        OperationCanceledException => "Interrupted.",
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        _ => null,
    };
}
