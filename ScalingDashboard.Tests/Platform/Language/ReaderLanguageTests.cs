using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Reports;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Language;

/// <summary>Each reader is answered in the own language, and programs always in the same.</summary>
[Trait("Ring", "Web")]
public sealed class ReaderLanguageTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string SignIn = "/account/sign-in";

    private static bool _planted;

    [Theory]
    [InlineData("de-DE,de;q=0.9,en;q=0.5", "de", "<h1>Anmelden</h1>")]
    [InlineData("fr-FR, de-AT;q=0.8", "de", "<h1>Anmelden</h1>")]
    [InlineData("en-GB,en;q=0.9,de;q=0.8", "en", "<h1>Sign in</h1>")]
    [InlineData("fr-FR,fr", "en", "<h1>Sign in</h1>")]
    [InlineData(null, "en", "<h1>Sign in</h1>")]
    public async Task A_page_speaks_the_first_language_of_the_browser_that_there_is(string? asked, string language, string heading)
    {
        var page = await AskAsync(null, SignIn, asked);
        page.ShouldContain($"<html lang=\"{language}\"");
        page.ShouldContain(heading);
    }

    [Fact]
    public async Task A_choice_is_kept_and_leads_back()
    {
        using var visitor = new Visitor(app.Address);
        var answer = await visitor.SubmitAsync(SignIn, "name=\"language\"", ("language", "de"), ("returnUrl", $"{SignIn}?returnUrl=%2Freports"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe($"{SignIn}?returnUrl=%2Freports");
        (await AskAsync(visitor, SignIn, "en")).ShouldContain("<html lang=\"de\"");
    }

    [Theory]
    [InlineData("tlh", "/reports", "/reports")]
    [InlineData("de", "//evil.example", "/")]
    public async Task Neither_an_unknown_language_nor_another_site_is_taken(string language, string wanted, string led)
    {
        using var visitor = new Visitor(app.Address);
        var answer = await visitor.SubmitAsync(SignIn, "name=\"language\"", ("language", language), ("returnUrl", wanted));
        answer.Headers.Location!.OriginalString.ShouldBe(led);
        (visitor.Cookies.GetCookies(app.Address)["language"] is null).ShouldBe(language == "tlh");
    }

    [Fact]
    public async Task A_choice_without_the_form_s_token_changes_nothing()
    {
        using var visitor = new Visitor(app.Address);
        (await visitor.PostAsync("/language", KeyValuePair.Create("language", "de"))).Headers.Location!.OriginalString.ShouldBe("/");
        visitor.Cookies.GetCookies(app.Address)["language"].ShouldBeNull();
    }

    [Fact]
    public async Task Two_persons_of_two_languages_share_one_snapshot_at_once()
    {
        await PlantAsync();
        using var person = await app.SignInAsAsync(Roles.Analyst);
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AskAsync(person, "/?period=30d", i % 2 == 0 ? "de" : "en")));
        foreach (var (i, page) in pages.Select(WebUtility.HtmlDecode).Index())
        {
            page!.ShouldContain(i % 2 == 0 ? "Geschäftsbeitrag" : "Business impact");
            page!.ShouldNotContain(i % 2 == 0 ? "Business impact" : "Geschäftsbeitrag");
            page!.ShouldContain(i % 2 == 0 ? $"52,4{Formatting.Thin}Mio.{Formatting.Thin}$" : $"$52.4{Formatting.Thin}M");
        }
    }

    [Fact]
    public async Task The_api_says_the_same_to_everybody()
    {
        await PlantAsync();
        using var person = await app.SignInAsAsync(Roles.Analyst);
        // First the page, so that the snapshot was computed for a reader of German.
        await AskAsync(person, "/?period=90d", "de");
        var german = JsonElement.Parse(await AskAsync(person, "/api/v1/dashboard?period=90d", "de"));
        var savings = german.GetProperty("quadrants")[0].GetProperty("panels")[0].GetProperty("headline");
        savings.GetProperty("statusReason").GetString()!.ShouldContain("rule: on track from");
        german.GetProperty("period").GetProperty("compared").GetProperty("words").GetString().ShouldBe("vs prior 90 days");
        (await AskAsync(person, "/api/v1/dashboard?period=fortnight", "de")).ShouldContain("The period 'fortnight' is not known.");
    }

    [Fact]
    public async Task A_workbook_that_a_reader_of_german_orders_is_neutral()
    {
        await PlantAsync();
        using var person = await app.SignInAsAsync(Roles.Analyst);
        await person.SubmitAsync("/account", "name=\"language\"", ("language", "de"), ("returnUrl", "/"));
        var text = await WorkbookAsync(person);
        text.ShouldContain("Business impact");
        text.ShouldContain("rule: on track from");
        text.ShouldNotContain("Geschäftsbeitrag");
        text.ShouldNotContain("Regel:");
        text.ShouldContain("<x:v>52400000</x:v>");
    }

    private async Task PlantAsync()
    {
        if (_planted)
            return;
        _planted = true;
        await app.AddUnitAsync("A");
        await app.IngestAsync(FormattableString.Invariant($"metric,unit,at,value,key\nimpact.cost_savings.cashable,A,{app.Clock.GetUtcNow().AddHours(-2):yyyy-MM-ddTHH:mm:ssZ},52400000,planted\n"));
        await app.RolledUpAsync();
    }

    private async Task<string> AskAsync(Visitor? person, string path, string? language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : "text/html");
        if (language is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        if (person is not null)
            request.Headers.TryAddWithoutValidation("Cookie", person.Cookies.GetCookieHeader(app.Address));
        using var answer = await app.SendAsync(request, null);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Orders a report as a person and reads all of its parts as text.</summary>
    private async Task<string> WorkbookAsync(Visitor person)
    {
        var ordered = JsonElement.Parse(await (await person.SendAsync(HttpMethod.Post, "/api/v1/reports?period=30d", null)).Content.ReadAsStringAsync());
        var id = ordered.GetProperty("id").GetGuid();
        var changed = new SemaphoreSlim(0);
        using var subscription = app.Services.GetRequiredService<LiveFeed>().Subscribe([Report.TopicOf(id)], () => changed.Release());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (JsonElement.Parse(await AskAsync(person, $"/api/v1/reports/{id}", "de")).GetProperty("state").GetString() != "done")
            await changed.WaitAsync(patience.Token);
        var file = await (await person.GetAsync($"/api/v1/reports/{id}/file")).Content.ReadAsStreamAsync();
        using var zip = new ZipArchive(file);
        return string.Concat(zip.Entries.Where(part => part.FullName.EndsWith(".xml", StringComparison.Ordinal)).Select(part => new StreamReader(part.Open()).ReadToEnd()));
    }
}
