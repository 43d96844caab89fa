using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Host;

/// <summary>Bounds of what a stranger may cost. Endpoints that need more (ingest 16 MB, upload 20 MB) say so themselves.</summary>
internal static class Limits
{
    private const long BodySize = 1 << 20;
    private const long OpenSockets = 2_000;
    private const int RetainedCircuits = 100;
    private const long HubMessageSize = 32 << 10;
    private const int JsonDepth = 16;

    public static void AddLimits(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodySize;
            kestrel.Limits.MaxConcurrentUpgradedConnections = OpenSockets;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        services.Configure<CircuitOptions>(circuits =>
        {
            circuits.DetailedErrors = false;
            circuits.DisconnectedCircuitMaxRetained = RetainedCircuits;
            // Who has not confirmed so many changes is sent no more until it does.
            circuits.MaxBufferedUnacknowledgedRenderBatches = DrawingTurns.MostUnconfirmed;
        });
        services.Configure<HubOptions>(hubs => hubs.MaximumReceiveMessageSize = HubMessageSize);
        services.Configure<JsonOptions>(json =>
        {
            // A number in quotes or a key sent twice is an error of the sender, not something to guess about.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.MaxDepth = JsonDepth;
        });
    }
}
