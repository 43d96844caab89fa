using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Access.Sessions;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>Screens: how they are paired, what they see, how their tokens change, and how they end.</summary>
[Trait("Ring", "Web")]
public sealed class ScreenTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    private ScreenPairings Pairings => fixture.Host.Services.GetRequiredService<ScreenPairings>();

    private ScreenRegister Screens => fixture.Host.Services.GetRequiredService<ScreenRegister>();

    [Fact]
    public async Task Code_is_good_once_and_the_token_is_given_out_once()
    {
        var person = await PersonAsync();
        var open = (await Pairings.OpenAsync(default))!;
        var pairing = ScreenToken.Read(open.Token)!.Value;
        (await Pairings.ClaimAsync(pairing, default)).ShouldBe(new PairingAnswer(null, IsOver: false));
        // The code alone opens nothing.
        (await Pairings.ClaimAsync(pairing with { Hash = new byte[32] }, default)).IsOver.ShouldBeTrue();

        await Pairings.AcceptAsync(PairingCode.Shown(open.Code).ToLowerInvariant(), "Lobby", person.Id, [], "", default);
        (await Should.ThrowAsync<Invalid>(() => Pairings.AcceptAsync(open.Code, "Again", person.Id, [], "", default))).Message.ShouldContain("No screen shows this code");
        var token = (await Pairings.ClaimAsync(pairing, default)).Token!;
        (await Pairings.ClaimAsync(pairing, default)).IsOver.ShouldBeTrue();
        (await Screens.PresentAsync(ScreenToken.Read(token)!.Value, default))!.Identity.Name.ShouldBe("Lobby");
    }

    [Fact]
    public async Task Code_runs_out()
    {
        var person = await PersonAsync();
        var open = (await Pairings.OpenAsync(default))!;
        fixture.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Should.ThrowAsync<Invalid>(() => Pairings.AcceptAsync(open.Code, "Late", person.Id, [], "", default));
        (await Pairings.ClaimAsync(ScreenToken.Read(open.Token)!.Value, default)).IsOver.ShouldBeTrue();
    }

    [Fact]
    public async Task Strangers_fill_no_table()
    {
        // What other tests opened is over.
        fixture.Host.Clock.Advance(TimeSpan.FromMinutes(11));
        for (var i = 0; i < ScreenPairings.Most; i++)
            (await Pairings.OpenAsync(default)).ShouldNotBeNull();
        (await Pairings.OpenAsync(default)).ShouldBeNull();
        fixture.Host.Clock.Advance(TimeSpan.FromMinutes(11));
        (await Pairings.OpenAsync(default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Screen_sees_what_its_person_may_see_or_less()
    {
        (await ScopeAsync(await PersonAsync())).ShouldBe("*");
        (await ScopeAsync(await PersonAsync(), "OPS-US")).ShouldBe("OPS-US");
        (await ScopeAsync(await PersonAsync("FIN-DE"))).ShouldBe("FIN-DE");
        // What the person lost meanwhile is lost to the screen.
        (await ScopeAsync(await PersonAsync("FIN-DE"), "FIN-DE", "OPS-US")).ShouldBe("FIN-DE");
        (await ScopeAsync(await PersonAsync("FIN-DE"), "OPS-US")).ShouldBe("");
    }

    [Fact]
    public async Task Screen_can_watch_and_nothing_else()
    {
        var screen = await PresentAsync(await PersonAsync());
        var reader = new ClaimsPrincipal(screen!.Identity);
        reader.Can(Policies.Watch).ShouldBeTrue();
        Policies.All.Concat(Policies.OfPeople).Where(policy => policy != Policies.Watch).ShouldAllBe(policy => !reader.Can(policy));
        reader.HasClaim(claim => claim.Type is AccessClaims.Session or ClaimTypes.Role).ShouldBeFalse();
    }

    [Fact]
    public async Task Screen_of_a_person_who_may_pair_no_more_is_over()
    {
        var token = await SampleScreens.TokenAsync(fixture.Host.Services, (await SampleScreens.PersonAsync(fixture.Host.Services, Roles.Board)).Id, []);
        (await Screens.PresentAsync(ScreenToken.Read(token)!.Value, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Old_token_is_changed_and_opens_until_the_new_one_was_seen()
    {
        var person = await PersonAsync();
        var first = ScreenToken.Read(await SampleScreens.TokenAsync(fixture.Host.Services, person.Id, []))!.Value;
        (await Screens.PresentAsync(first, default))!.IsOld.ShouldBeFalse();
        fixture.Host.Clock.Advance(TimeSpan.FromDays(30));
        (await Screens.PresentAsync(first, default))!.IsOld.ShouldBeTrue();
        // The first answer is lost on its way; the second arrives.
        await Screens.RenewAsync(first.Id, default);
        (await Screens.PresentAsync(first, default))!.IsOld.ShouldBeTrue();
        var second = ScreenToken.Read(await Screens.RenewAsync(first.Id, default))!.Value;
        (await Screens.PresentAsync(second, default))!.IsOld.ShouldBeFalse();
        (await Screens.PresentAsync(first, default)).ShouldBeNull();
        (await Screens.PresentAsync(second, default))!.IsOld.ShouldBeFalse();
    }

    [Fact]
    public async Task Revoked_screen_is_refused_at_once_and_its_open_page_falls()
    {
        var (person, other) = (await PersonAsync(), await PersonAsync());
        var token = ScreenToken.Read(await SampleScreens.TokenAsync(fixture.Host.Services, person.Id, []))!.Value;
        var page = new ClaimsPrincipal((await Screens.PresentAsync(token, default))!.Identity);
        using var circuit = new CircuitAccess(fixture.Host.Services.GetRequiredService<SessionRegister>(), Screens, NullLoggerFactory.Instance);
        (await circuit.StandsAsync(page, default)).ShouldBeTrue();
        await Should.ThrowAsync<NotFound>(() => Screens.RevokeAsync(token.Id, new(other.Id, SeesAll: false), default));

        await Screens.RevokeAsync(token.Id, new(person.Id, SeesAll: false), default);

        (await Screens.PresentAsync(token, default)).ShouldBeNull();
        (await circuit.StandsAsync(page, default)).ShouldBeFalse();
        (await Screens.RevokedAtAsync(token, default)).ShouldNotBeNull();
        // Why it ended is told to who has its token, and to nobody who only knows its name.
        (await Screens.RevokedAtAsync(token with { Hash = new byte[32] }, default)).ShouldBeNull();
        await Should.ThrowAsync<NotFound>(() => Screens.RevokeAsync(token.Id, new(person.Id, SeesAll: false), default));
    }

    [Fact]
    public async Task Everyone_finds_the_own_screens_and_who_runs_the_installation_finds_all()
    {
        var (person, other) = (await PersonAsync(), await PersonAsync());
        var mine = ScreenToken.Read(await SampleScreens.TokenAsync(fixture.Host.Services, person.Id, ["FIN-DE"], "quadrant=risk"))!.Value;
        await SampleScreens.TokenAsync(fixture.Host.Services, other.Id, []);
        var listed = (await Screens.ListAsync(new(person.Id, SeesAll: false), default)).ShouldHaveSingleItem();
        (listed.Id, listed.By, listed.View, listed.Units.Single(), listed.SeenAt).ShouldBe((mine.Id, person.UserName, "quadrant=risk", "FIN-DE", null));
        (await Screens.ListAsync(new(person.Id, SeesAll: true), default)).Count.ShouldBeGreaterThan(1);

        await Screens.PresentAsync(mine, default);
        var seen = (await Screens.ListAsync(new(person.Id, SeesAll: false), default)).Single();
        seen.SeenAt.ShouldNotBeNull();
        seen.Version.ShouldNotBeNullOrEmpty();
    }

    private Task<User> PersonAsync(params string[] units) => SampleScreens.PersonAsync(fixture.Host.Services, Roles.Leader, units);

    private async Task<PresentScreen?> PresentAsync(User person, params string[] units) =>
        await Screens.PresentAsync(ScreenToken.Read(await SampleScreens.TokenAsync(fixture.Host.Services, person.Id, units))!.Value, default);

    private async Task<string> ScopeAsync(User person, params string[] units) =>
        new ClaimsPrincipal((await PresentAsync(person, units))!.Identity).UnitScope().ToString();
}
