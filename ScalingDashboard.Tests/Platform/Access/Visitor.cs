using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>A browser in the hands of a test: asks for pages, fills in their forms, keeps cookies.</summary>
internal sealed partial class Visitor(Uri address) : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new() };
    private HttpClient? _client;

    public CookieContainer Cookies => _handler.CookieContainer;

    public string? SessionCookie => Cookies.GetCookies(address)["scaling_session"]?.Value;

    public HttpClient Client => _client ??= new(_handler, disposeHandler: false) { BaseAddress = address };

    public Task<HttpResponseMessage> GetAsync(string path, string accept = "text/html", string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return Client.SendAsync(request);
    }

    /// <summary>Loads a page and sends the form on it whose text contains <paramref name="marker"/>.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string marker, params (string Name, string Value)[] fields)
    {
        var answer = await GetAsync(page);
        var html = await answer.Content.ReadAsStringAsync();
        var form = Forms().Matches(html).SingleOrDefault(match => match.Value.Contains(marker, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{page} was answered with {(int)answer.StatusCode} and no form of {marker}: {html}");
        var hidden = Hidden().Matches(form.Value).Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value)));
        var action = Action().Match(form.Value) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : page;
        return await PostAsync(action, [.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
    }

    public Task<HttpResponseMessage> PostAsync(string path, params KeyValuePair<string, string>[] fields) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields));

    /// <summary>Sends JSON, or nothing.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await Client.SendAsync(request);
    }

    /// <summary>Sends a file as a form does.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string path, string name, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password, string returnUrl = "/") =>
        SubmitAsync($"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", "\"sign-in\"", ("Form.Name", name), ("Form.Password", password));

    public Task<HttpResponseMessage> ChangePasswordAsync(string present, string next) =>
        SubmitAsync("/account/password", "\"change-password\"", ("Form.Present", present), ("Form.Next", next), ("Form.Repeated", next));

    public void Dispose()
    {
        _client?.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)" />""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""<form[^>]* action="([^"]*)""")]
    private static partial Regex Action();
}
