using System.Net.WebSockets;
using System.Text.Json;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Host.Shell;

/// <summary>What an open page agrees upon with the server: compressed, and nothing remembered from one message to the next on either side.</summary>
[Trait("Ring", "Web")]
public sealed class PageSocketTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task Both_sides_compress_each_message_alone() =>
        (await AgreedAsync(new WebSocketDeflateOptions())).ShouldBe(["client_max_window_bits=15", "client_no_context_takeover", "permessage-deflate", "server_no_context_takeover"]);

    [Fact]
    public async Task Browser_that_does_not_compress_is_served_as_it_is() => (await AgreedAsync(null)).ShouldBeEmpty();

    private async Task<IReadOnlyList<string>> AgreedAsync(WebSocketDeflateOptions? offered)
    {
        using var reader = await app.SignInAsAsync(Roles.Leader);
        using var negotiated = await reader.Client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        var token = JsonElement.Parse(await negotiated.Content.ReadAsStringAsync()).GetProperty("connectionToken").GetString()!;
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", reader.Cookies.GetCookieHeader(app.Address));
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.DangerousDeflateOptions = offered;
        await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/_blazor", Query = $"id={Uri.EscapeDataString(token)}" }.Uri, CancellationToken.None);
        return [.. socket.HttpResponseHeaders!.GetValueOrDefault("Sec-WebSocket-Extensions", []).SelectMany(value => value.Split([';', ','], StringSplitOptions.TrimEntries)).Order(StringComparer.Ordinal)];
    }
}
