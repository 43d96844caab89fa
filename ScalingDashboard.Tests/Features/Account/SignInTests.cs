using System.Net;
using System.Text.RegularExpressions;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Platform.Access;

namespace ScalingDashboard.Tests.Features.Account;

/// <summary>Signing in with a password, as a browser does it.</summary>
[Trait("Ring", "Web")]
public sealed partial class SignInTests(AccessFixture fixture) : IClassFixture<AccessFixture>, IDisposable
{
    private const string Password = "a sentence of my own";

    private readonly Visitor _visitor = fixture.Host.Visitor();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task Right_password_leads_to_where_the_person_wanted_to_go()
    {
        await fixture.Host.SettleAsync("wanted@example.com", Password);
        var answer = await _visitor.SignInAsync("Wanted@Example.com ", Password, "/metric/impact.revenue?period=12m");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/metric/impact.revenue?period=12m");
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData(@"/\evil.example")]
    [InlineData("https:evil.example")]
    public async Task Nobody_is_sent_to_another_site(string returnUrl)
    {
        var email = await fixture.Host.SettleAsync($"{Guid.CreateVersion7():N}@example.com", Password);
        var answer = await _visitor.SignInAsync(email, Password, returnUrl);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task Refusals_read_the_same_whatever_the_reason()
    {
        await fixture.Host.SettleAsync("known@example.com", Password);
        var wrong = await RefusalAsync("known@example.com", "not the sentence");
        (await RefusalAsync("unknown@example.com", Password)).ShouldBe(wrong);
        for (var attempt = 0; attempt < 5; attempt++)
            await RefusalAsync("known@example.com", "not the sentence");
        (await RefusalAsync("known@example.com", Password)).ShouldBe(wrong, "the account is locked by now");

        fixture.Host.Clock.Advance(TimeSpan.FromMinutes(5));
        (await _visitor.SignInAsync("known@example.com", Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("zero\0@example.com", "x")]
    [InlineData("' or 1=1 --", "x")]
    public async Task Odd_input_is_an_ordinary_refusal(string name, string password) =>
        (await _visitor.SignInAsync(name, password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task What_was_typed_as_name_comes_back_as_text()
    {
        var answer = await _visitor.SignInAsync("\"><script>alert(1)</script>", "x");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task Form_without_its_token_is_refused()
    {
        var answer = await _visitor.PostAsync(
            "/account/sign-in", new("_handler", "sign-in"), new("Form.Name", "known@example.com"), new("Form.Password", Password));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        _visitor.SessionCookie.ShouldBeNull();
    }

    [Fact]
    public async Task One_time_password_opens_only_the_page_for_changing_it()
    {
        const string Email = "invited@example.com";
        var oneTime = await fixture.Host.CommandAsync(access => access.CreateUserAsync(Email, Roles.Admin, [], default));
        var answer = await _visitor.SignInAsync(Email, oneTime, "/reports");
        answer.Headers.Location!.OriginalString.ShouldBe("/account/password?returnUrl=%2Freports");

        (await _visitor.GetAsync("/account")).Headers.Location!.OriginalString.ShouldBe("/account/password");
        foreach (var policy in Policies.All)
            (await _visitor.GetAsync($"/try/{policy}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _visitor.GetAsync("/try/unnamed")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await _visitor.ChangePasswordAsync(oneTime, oneTime)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _visitor.ChangePasswordAsync(oneTime, "Password1234")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _visitor.ChangePasswordAsync("not the present one", Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _visitor.ChangePasswordAsync(oneTime, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _visitor.GetAsync("/try/manage")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_time_password_runs_out()
    {
        var oneTime = await fixture.Host.CommandAsync(access => access.CreateUserAsync("late@example.com", Roles.Board, [], default));
        fixture.Host.Clock.Advance(TimeSpan.FromDays(3));
        (await _visitor.SignInAsync("late@example.com", oneTime)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<string> RefusalAsync(string name, string password)
    {
        var answer = await _visitor.SignInAsync(name, password);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var refusal = Refusal().Match(await answer.Content.ReadAsStringAsync()).Value;
        refusal.ShouldNotBeEmpty();
        return refusal;
    }

    [GeneratedRegex("""<p class="refusal".*?</p>""", RegexOptions.Singleline)]
    private static partial Regex Refusal();
}
