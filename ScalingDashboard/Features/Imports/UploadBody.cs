using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ScalingDashboard.Features.Imports;

/// <summary>Takes the one file out of a form that a browser sent, without laying it down on a disk.</summary>
internal static class UploadBody
{
    // What a form adds to its file: names and borders.
    private const int Around = 64 * 1024;

    /// <param name="mostBytes">Of the file. Of a larger one no more than that is read.</param>
    /// <returns>The file's name and content; no content when it is larger, null when there is no file.</returns>
    public static async Task<(string Name, byte[]? Content)?> ReadAsync(HttpRequest request, int mostBytes, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
            return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = mostBytes + (long)Around;
        if (request.ContentLength > mostBytes + (long)Around)
            return ("", null);
        try
        {
            var form = new MultipartReader(boundary.ToString(), request.Body);
            while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) || !disposition.IsFileDisposition())
                    continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
                // A form that was sent without a choice has a file without a name.
                return name.Length == 0 ? null : (name, await ContentAsync(section.Body, mostBytes, cancellationToken));
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ("", null);
        }
        catch (InvalidDataException)
        {
            // Borders that do not fit, or headers without end.
        }
        return null;
    }

    private static async Task<byte[]?> ContentAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (content.Length + read > most)
                return null;
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
