using System.Security.Claims;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.People;

namespace ScalingDashboard.Tests.Platform.Access;

[Trait("Ring", "Unit")]
public sealed class PrincipalsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Roles.Leader, true, false, false)]
    [InlineData(Roles.Analyst, true, true, false)]
    [InlineData(Roles.Board, true, false, false)]
    [InlineData(Roles.Admin, true, true, true)]
    public void A_role_brings_its_grants_and_no_others(string role, bool read, bool ingest, bool manage)
    {
        var person = Person(role);
        (person.Can(Policies.Read), person.Can(Policies.Ingest), person.Can(Policies.Manage)).ShouldBe((read, ingest, manage));
        person.IsInRole(role).ShouldBeTrue();
    }

    [Fact]
    public void A_person_without_named_units_sees_all() => Person(Roles.Leader).UnitScope().ShouldBe(UnitScope.All);

    [Fact]
    public void A_person_with_units_sees_those() =>
        Person(Roles.Leader, "OPS-US", "FIN-DE").UnitScope().ShouldBe(UnitScope.Of(["FIN-DE", "OPS-US"]));

    [Fact]
    public void A_stranger_sees_nothing()
    {
        var stranger = new ClaimsPrincipal(new ClaimsIdentity());
        stranger.UnitScope().ShouldBe(UnitScope.Of([]));
        stranger.UnitScope().IsAll.ShouldBeFalse();
        stranger.Subject().ShouldBe("anonymous");
    }

    [Fact]
    public void A_person_with_a_one_time_password_has_neither_role_nor_grant_nor_units()
    {
        var invited = new ClaimsPrincipal(Principals.IdentityOf(User.Invite("office@example.com", Roles.Admin, [], Now, Now.AddDays(3))));
        Policies.All.ShouldAllBe(policy => !invited.Can(policy));
        Roles.All.ShouldAllBe(role => !invited.IsInRole(role));
        invited.UnitScope().ShouldBe(UnitScope.Of([]));
    }

    private static ClaimsPrincipal Person(string role, params string[] units)
    {
        var user = User.Invite("office@example.com", role, units, Now, Now.AddDays(3));
        user.Settle();
        return new(Principals.IdentityOf(user));
    }
}
