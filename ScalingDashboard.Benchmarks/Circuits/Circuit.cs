using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ScalingDashboard.Benchmarks.Circuits;

/// <summary>
/// One open page without a browser: loads it, starts its circuit, takes each batch of changes and acknowledges it, as
/// <c>blazor.web.js</c> does. What is drawn is not drawn; it is handed on as bytes.
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private const int OpeningAtOnce = 8;

    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<ReadOnlySpan<byte>> _rendered;
    private Task _running = Task.CompletedTask;

    // Completed while it reads.
    private volatile TaskCompletionSource _reading = Completed();

    private Circuit(Action<ReadOnlySpan<byte>> rendered) => _rendered = rendered;

    public int Batches { get; private set; }

    /// <summary>Why it ended; null while it runs.</summary>
    public string? Failure { get; private set; }

    /// <summary>Returns when the page has been drawn for the first time.</summary>
    /// <param name="wire">For the socket.</param>
    /// <param name="client">Carries the session's cookie.</param>
    /// <param name="cookie">The same, for the socket.</param>
    /// <param name="page">Of the product, with its address.</param>
    /// <param name="rendered">Called for each batch of changes, from any thread.</param>
    public static async Task<Circuit> OpenAsync(Wire wire, HttpClient client, string cookie, Uri page, Action<ReadOnlySpan<byte>> rendered, CancellationToken cancellationToken)
    {
        var html = await client.GetStringAsync(page, cancellationToken);
        using var negotiated = await client.PostAsync(new Uri(page, "/_blazor/negotiate?negotiateVersion=1"), null, cancellationToken);
        using var answer = JsonDocument.Parse(await negotiated.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));
        var token = answer.RootElement.GetProperty("connectionToken").GetString()!;
        var circuit = new Circuit(rendered);
        circuit._socket.Options.SetRequestHeader("Cookie", cookie);
        // As browsers: they compress, and answer signs of life but give none.
        circuit._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        circuit._socket.Options.DangerousDeflateOptions = new();
        await circuit._socket.ConnectAsync(new UriBuilder(page) { Scheme = "ws", Path = "/_blazor", Query = $"id={Uri.EscapeDataString(token)}" }.Uri, wire.Invoker, cancellationToken);
        await circuit._socket.SendAsync(HubFrames.Handshake, WebSocketMessageType.Text, true, cancellationToken);
        circuit._running = Task.WhenAll(circuit.ReceiveAsync(), circuit.GiveSignsAsync());
        await circuit.StartAsync(page, html);
        await circuit._started.Task.WaitAsync(cancellationToken);
        return circuit;
    }

    /// <summary>Opens many, some at once.</summary>
    /// <param name="rendered">Of the one with this number.</param>
    public static async Task<List<Circuit>> OpenAsync(int count, Wire wire, HttpClient client, string cookie, Uri page, Func<int, Action<ReadOnlySpan<byte>>> rendered)
    {
        var open = new Circuit[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = OpeningAtOnce }, async (number, stop) =>
            open[number] = await OpenAsync(wire, client, cookie, page, rendered(number), stop));
        return [.. open];
    }

    /// <summary>From now on it neither reads nor speaks, and stays connected, as a laptop whose lid was closed.</summary>
    public void Freeze() => _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It goes on where it was, and finds out what became of its connection.</summary>
    public void Thaw() => _reading.TrySetResult();

    /// <summary>Says that it is at another place of the page, with a state of so many bytes.</summary>
    public Task MoveAsync(Uri place, int bytes) => SendAsync(HubFrames.Invoke(null, "OnLocationChanged", place.ToString(), new string('x', bytes), false));

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        _socket.Dispose();
        _sending.Dispose();
        _over.Dispose();
    }

    private async Task StartAsync(Uri page, string html)
    {
        var state = State().Match(html) is { Success: true } found ? found.Groups[1].Value : "";
        // Those that close a component have nothing but its number.
        var markers = Markers().Matches(html).Select(match => match.Groups[1].Value).Where(json => json.Contains("\"descriptor\"", StringComparison.Ordinal));
        var operations = markers.Select((marker, i) => string.Create(CultureInfo.InvariantCulture, $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{marker}}}"""));
        await SendAsync(HubFrames.Invoke("0", "StartCircuit", new Uri(page, "/").ToString(), page.ToString(), "[]", state));
        await SendAsync(HubFrames.Invoke(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", state));
    }

    private async Task ReceiveAsync()
    {
        var (buffer, held, shaken) = (new byte[64 * 1024], 0, false);
        try
        {
            while (true)
            {
                if (held == buffer.Length)
                    Array.Resize(ref buffer, 2 * buffer.Length);
                await _reading.Task.WaitAsync(_over.Token);
                var received = await _socket.ReceiveAsync(buffer.AsMemory(held), _over.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    throw new WebSocketException("The server closed the connection.");
                held += received.Count;
                if (!received.EndOfMessage)
                    continue;
                // The answer to the handshake is the one message that is no MessagePack.
                var from = shaken ? 0 : Array.IndexOf(buffer, (byte)0x1e) + 1;
                shaken = true;
                foreach (var reply in Read(buffer.AsSpan(from, held - from)))
                    await SendAsync(reply);
                held = 0;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or FormatException or InvalidOperationException)
        {
            if (!_over.IsCancellationRequested)
                Failure = e.Message;
            _started.TrySetException(new InvalidOperationException(e.Message));
        }
    }

    /// <summary>What is to be answered to the messages.</summary>
    private List<byte[]> Read(ReadOnlySpan<byte> bytes)
    {
        var replies = new List<byte[]>();
        for (var messages = new HubReader(bytes); !messages.IsAtEnd;)
        {
            var message = new HubReader(messages.Message());
            var parts = message.Array();
            var kind = message.Number();
            if (kind == HubFrames.Close)
                throw new InvalidOperationException("The server ended the circuit.");
            if (kind != HubFrames.Invocation || parts < 5)
                continue;
            message.Headers();
            message.Text();
            var target = message.Text();
            var arguments = message.Array();
            if (target == "JS.RenderBatch")
                replies.Add(Draw(ref message));
            else if (target == "JS.BeginInvokeJS" && arguments == 1)
                replies.Add(Invoked(message.Text()!));
            else if (target == "JS.EndUpdateRootComponents")
                _started.TrySetResult();
            else if (target == "JS.Error")
                throw new InvalidOperationException(message.Text());
        }
        return replies;
    }

    private byte[] Draw(ref HubReader message)
    {
        var number = message.Number();
        _rendered(message.Bytes());
        Batches++;
        return HubFrames.Invoke(null, "OnRenderCompleted", number, null);
    }

    // Nothing that the product calls in a browser gives anything back.
    private static byte[] Invoked(string call)
    {
        using var told = JsonDocument.Parse(call);
        var handle = told.RootElement.GetProperty("asyncHandle").GetInt64();
        return HubFrames.Invoke(null, "EndInvokeJSFromDotNet", handle, true, string.Create(CultureInfo.InvariantCulture, $"[{handle},true,null]"));
    }

    private async Task GiveSignsAsync()
    {
        using var timer = new PeriodicTimer(BetweenSigns);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
                if (_reading.Task.IsCompleted)
                    await SendAsync(HubFrames.Alive);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // It is over.
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync(_over.Token);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, _over.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->", RegexOptions.Singleline)]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->", RegexOptions.Singleline)]
    private static partial Regex State();
}
