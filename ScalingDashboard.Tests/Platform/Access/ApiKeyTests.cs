using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ScalingDashboard.Platform.Access.Keys;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>Programs at the door.</summary>
[Trait("Ring", "Web")]
public sealed class ApiKeyTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    [Theory]
    [InlineData("read", HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("ingest", HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("manage", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    public async Task Key_opens_what_it_was_made_for(string grant, HttpStatusCode read, HttpStatusCode ingest, HttpStatusCode manage)
    {
        var key = await CreateAsync(grant);
        (await StatusAsync("/try/read", key)).ShouldBe(read);
        (await StatusAsync("/try/ingest", key)).ShouldBe(ingest);
        (await StatusAsync("/try/manage", key)).ShouldBe(manage);
    }

    [Fact]
    public async Task Key_sees_all_units()
    {
        using var program = fixture.Host.Visitor();
        var answer = await program.GetAsync("/try/read", key: await CreateAsync("read"));
        (await answer.Content.ReadAsStringAsync()).ShouldBe("*");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("*/*")]
    [InlineData("text/html")]
    public async Task Call_without_credentials_gets_problem_details_and_no_redirect(string accept)
    {
        using var program = fixture.Host.Visitor();
        var answer = await program.GetAsync("/try/read", accept);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Location.ShouldBeNull();
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32().ShouldBe(401);
    }

    [Fact]
    public async Task Refused_key_gets_problem_details()
    {
        using var program = fixture.Host.Visitor();
        var answer = await program.GetAsync("/try/manage", key: await CreateAsync("read"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain("can read");
    }

    [Fact]
    public async Task Right_id_with_another_secret_is_refused()
    {
        var key = await CreateAsync("read");
        (await StatusAsync("/try/read", key[..16] + ApiKeyText.Create().Text[16..])).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sd_")]
    [InlineData("null")]
    [InlineData("sd_000000000000_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Nonsense_is_refused(string key) => (await StatusAsync("/try/read", key)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Revoked_key_is_refused_within_seconds()
    {
        var name = $"revoked {Guid.CreateVersion7()}";
        var key = await fixture.Host.CommandAsync(access => access.CreateKeyAsync(name, ["read"], default));
        (await StatusAsync("/try/read", key)).ShouldBe(HttpStatusCode.OK);

        await fixture.Host.CommandAsync(async access =>
        {
            await access.RevokeKeyAsync(name, default);
            return name;
        });
        fixture.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        (await StatusAsync("/try/read", key)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Use_is_noted_at_most_once_a_minute()
    {
        var name = $"used {Guid.CreateVersion7()}";
        var key = await fixture.Host.CommandAsync(access => access.CreateKeyAsync(name, ["read"], default));
        var seen = new List<string>();
        for (var call = 0; call < 8; call++)
        {
            await StatusAsync("/try/read", key);
            var lines = await fixture.Host.CommandAsync(access => access.ListKeysAsync(default));
            seen.Add(lines.Single(line => line.StartsWith(name, StringComparison.Ordinal)));
            fixture.Host.Clock.Advance(TimeSpan.FromSeconds(15));
        }
        seen[0].ShouldNotContain("never");
        seen.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Wrong_key_is_not_rescued_by_a_cookie()
    {
        using var visitor = fixture.Host.Visitor();
        await visitor.SignInAsync(await fixture.Host.SettleAsync("both@example.com", "a sentence of my own"), "a sentence of my own");
        (await visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.GetAsync("/try/read", key: "sd_wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task<string> CreateAsync(string grant) =>
        fixture.Host.CommandAsync(access => access.CreateKeyAsync($"{grant} {Guid.CreateVersion7()}", [grant], default));

    private async Task<HttpStatusCode> StatusAsync(string path, string key)
    {
        using var program = fixture.Host.Visitor();
        return (await program.GetAsync(path, key: key)).StatusCode;
    }
}
