using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>The body of a request, decompressed and bounded.</summary>
internal static class RequestBody
{
    /// <summary>The largest body that is held in memory. Who allows more wants it stored as it is read.</summary>
    public const long MostHeld = 64 << 20;

    /// <param name="mostBytes">Counted after decompression.</param>
    /// <exception cref="Invalid">Too large (413), no gzip although it says so (400), or compressed otherwise (415).</exception>
    public static async Task ReadAsync(HttpContext context, long mostBytes, Func<Stream, Task> read)
    {
        // The limit is counted below, after decompression, so the server's own must not come first.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = mostBytes;
        try
        {
            await using var body = new LimitedStream(Decompressed(context.Request), mostBytes);
            // A plain body whose length was told is refused before its first byte. Of any other the end is waited for, so that no
            // work is done for one that has none.
            if (mostBytes > MostHeld || (context.Request is { ContentLength: not null, Body: var plain } && body.Inner == plain))
            {
                await read(body);
                return;
            }
            using var whole = await WholeBody.ReadAsync(body, context.RequestAborted);
            await using var stream = PipeReader.Create(whole.Bytes).AsStream();
            await read(stream);
        }
        catch (BodyTooLarge e)
        {
            throw new Invalid(e.Message, StatusCodes.Status413PayloadTooLarge);
        }
        catch (InvalidDataException)
        {
            throw new Invalid("The body is not valid gzip. Send it without Content-Encoding, or compress it anew.");
        }
    }

    private static Stream Decompressed(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        var other => throw new Invalid($"Content-Encoding '{other}' is not known. Use gzip or none.", StatusCodes.Status415UnsupportedMediaType),
    };
}
