using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Access.Sessions;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>People at the door: what a cookie is worth, and for how long.</summary>
[Trait("Ring", "Web")]
public sealed class SessionTests(AccessFixture fixture) : IClassFixture<AccessFixture>, IDisposable
{
    private const string Password = "a sentence of my own";

    private readonly Visitor _visitor = fixture.Host.Visitor();

    private ScreenRegister Screens => fixture.Host.Services.GetRequiredService<ScreenRegister>();

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task Cookie_is_for_this_site_and_no_script()
    {
        await fixture.Host.SettleAsync("cookie@example.com", Password);
        var answer = await _visitor.SignInAsync("cookie@example.com", Password);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("scaling_session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");
        cookie.ShouldNotContain("expires");
    }

    [Fact]
    public async Task Person_sees_the_units_of_the_account()
    {
        await SignInAsync("scope@example.com", "FIN-DE");
        (await (await _visitor.GetAsync("/try/read")).Content.ReadAsStringAsync()).ShouldBe("FIN-DE");
    }

    [Fact]
    public async Task Idle_session_ends_after_half_an_hour_and_a_used_one_does_not()
    {
        await SignInAsync("idle@example.com");
        for (var visit = 0; visit < 3; visit++)
        {
            fixture.Host.Clock.Advance(TimeSpan.FromMinutes(29));
            (await _visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        fixture.Host.Clock.Advance(TimeSpan.FromMinutes(31));
        (await _visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_in_use_ends_after_twelve_hours()
    {
        await SignInAsync("long@example.com");
        for (var half = 0; half < 12 * 60 / 25; half++)
        {
            (await _visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.OK);
            fixture.Host.Clock.Advance(TimeSpan.FromMinutes(25));
        }
        fixture.Host.Clock.Advance(TimeSpan.FromMinutes(20));
        (await _visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Copied_cookie_dies_with_sign_out()
    {
        await SignInAsync("copied@example.com");
        using var thief = Copy();
        (await thief.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await _visitor.SubmitAsync("/account", "sign-out")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await thief.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Planted_cookie_gains_nothing_when_its_victim_signs_in()
    {
        await SignInAsync("planted@example.com");
        using var planter = Copy();
        await SignInAsync("victim@example.com");
        (await planter.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Foreign_site_cannot_sign_a_person_out()
    {
        await SignInAsync("foreign@example.com");
        (await _visitor.PostAsync("/account/sign-out")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task New_password_ends_the_other_sessions()
    {
        await SignInAsync("moved@example.com");
        using var elsewhere = fixture.Host.Visitor();
        await elsewhere.SignInAsync("moved@example.com", Password);
        (await elsewhere.ChangePasswordAsync(Password, "another sentence of mine")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await _visitor.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await elsewhere.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Open_page_stands_while_the_session_does_and_keeps_it()
    {
        await SignInAsync("open@example.com");
        var page = fixture.Host.Services.GetRequiredService<SessionRegister>();
        var person = await PersonAsync("open@example.com");
        using var circuit = new CircuitAccess(page, Screens, NullLoggerFactory.Instance);
        for (var minutes = 0; minutes < 60; minutes += 20)
        {
            fixture.Host.Clock.Advance(TimeSpan.FromMinutes(20));
            (await circuit.StandsAsync(person, default)).ShouldBeTrue();
        }
        await _visitor.SubmitAsync("/account", "sign-out");
        (await circuit.StandsAsync(person, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Open_page_falls_with_a_changed_stamp()
    {
        await SignInAsync("stamp@example.com");
        var person = await PersonAsync("stamp@example.com");
        using var circuit = new CircuitAccess(fixture.Host.Services.GetRequiredService<SessionRegister>(), Screens, NullLoggerFactory.Instance);
        await using var scope = fixture.Host.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        await people.UpdateSecurityStampAsync((await people.FindByNameAsync("stamp@example.com"))!);
        (await circuit.StandsAsync(person, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Page_for_strangers_leads_to_sign_in_and_back()
    {
        var answer = await _visitor.GetAsync("/account/password?x=1&y=a%20b");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/account/sign-in?returnUrl=%2Faccount%2Fpassword%3Fx%3D1%26y%3Da%2520b");
    }

    [Fact]
    public async Task Endpoint_that_names_no_policy_is_closed() =>
        (await _visitor.GetAsync("/try/unnamed")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Unknown_address_is_as_closed_as_a_known_one()
    {
        (await _visitor.GetAsync("/no/such/page")).Headers.Location!.OriginalString.ShouldStartWith("/account/sign-in");
        (await _visitor.GetAsync("/api/no/such", "application/json")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task SignInAsync(string email, params string[] units)
    {
        await fixture.Host.SettleAsync(email, Password, Roles.Leader, units);
        (await _visitor.SignInAsync(email, Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private Visitor Copy()
    {
        var copy = fixture.Host.Visitor();
        copy.Cookies.Add(_visitor.Cookies.GetAllCookies());
        return copy;
    }

    /// <summary>The visitor as a circuit holds them: what the register says at this moment.</summary>
    private async Task<ClaimsPrincipal> PersonAsync(string email)
    {
        await using var database = fixture.Host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            "select s.id from user_sessions s join user_accounts u on u.id = s.user_id where u.user_name = $1 order by s.id desc limit 1");
        database.Parameters.Add(new() { Value = email });
        var id = (Guid)(await database.ExecuteScalarAsync())!;
        return new((await fixture.Host.Services.GetRequiredService<SessionRegister>().FindAsync(id, default))!);
    }
}
