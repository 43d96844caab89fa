using System.Net;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>Keys and people as the command line makes them.</summary>
[Trait("Ring", "Database")]
public sealed class AccessCommandsTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    [Theory]
    [InlineData("write")]
    [InlineData("READ")]
    [InlineData("")]
    public async Task Key_with_an_unknown_grant_is_refused_by_name(string grant) =>
        (await RefusedAsync(access => access.CreateKeyAsync("robot", ["read", grant], default))).Message.ShouldContain($"'{grant}'");

    [Fact]
    public async Task Key_without_a_grant_is_refused() => await RefusedAsync(access => access.CreateKeyAsync("robot", [], default));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    public async Task Key_without_a_proper_name_is_refused(string name) =>
        await RefusedAsync(access => access.CreateKeyAsync(name, ["read"], default));

    [Fact]
    public async Task Key_name_is_taken_until_its_key_is_revoked()
    {
        await fixture.Host.CommandAsync(access => access.CreateKeyAsync("Loader", ["ingest"], default));
        (await RefusedAsync(access => access.CreateKeyAsync("loader", ["ingest"], default))).Message.ShouldContain("'loader'");

        await RevokeAsync("LOADER");
        await fixture.Host.CommandAsync(access => access.CreateKeyAsync("loader", ["ingest"], default));
        await RevokeAsync("loader");
    }

    [Fact]
    public async Task Key_of_no_name_cannot_be_revoked() =>
        await Should.ThrowAsync<NotFound>(() => RevokeAsync("never made"));

    [Fact]
    public async Task List_shows_names_and_grants_and_no_secret()
    {
        var key = await fixture.Host.CommandAsync(access => access.CreateKeyAsync("listed", ["manage", "read"], default));
        var lines = await fixture.Host.CommandAsync(access => access.ListKeysAsync(default));
        var line = lines.Single(one => one.StartsWith("listed ", StringComparison.Ordinal));
        line.ShouldContain("read,manage");
        line.ShouldContain("last used never");
        line.ShouldNotContain(key[^64..]);
    }

    [Theory]
    [InlineData("nobody", "leader", "e-mail")]
    [InlineData("Office <office@example.com>", "leader", "e-mail")]
    [InlineData("office@example.com", "owner", "leader, analyst, board, admin")]
    public async Task Person_with_a_wrong_detail_is_refused_with_what_would_be_right(string email, string role, string says) =>
        (await RefusedAsync(access => access.CreateUserAsync(email, role, [], default))).Message.ShouldContain(says);

    [Fact]
    public async Task Person_with_an_unknown_unit_is_refused_by_its_name() =>
        (await RefusedAsync(access => access.CreateUserAsync("units@example.com", "leader", ["FIN-DE", "FIN-XX"], default)))
            .Message.ShouldContain("'FIN-XX'");

    [Fact]
    public async Task Invitation_can_be_renewed_until_it_is_used()
    {
        const string Email = "renewed@example.com";
        var first = await fixture.Host.CommandAsync(access => access.CreateUserAsync(Email, "leader", [], default));
        var second = await fixture.Host.CommandAsync(access => access.CreateUserAsync(Email, "board", [], default));
        second.ShouldNotBe(first);

        using var visitor = fixture.Host.Visitor();
        (await visitor.SignInAsync(Email, first)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await visitor.SignInAsync(Email, second);
        await visitor.ChangePasswordAsync(second, "a sentence of my own");
        (await RefusedAsync(access => access.CreateUserAsync(Email, "leader", [], default))).Message.ShouldContain(Email);
    }

    private Task<Invalid> RefusedAsync(Func<IAccessCommands, Task<string>> command) =>
        Should.ThrowAsync<Invalid>(() => fixture.Host.CommandAsync(command));

    private Task<string> RevokeAsync(string name) => fixture.Host.CommandAsync(async access =>
    {
        await access.RevokeKeyAsync(name, default);
        return name;
    });
}
