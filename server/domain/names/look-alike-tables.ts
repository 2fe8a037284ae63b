// Written by scripts/write-look-alikes.mjs from confusables.txt and IdentifierStatus.txt of Unicode 17.0.0
// (https://www.unicode.org/Public/security/, Unicode License v3). Numbers are code points in base 36.

/** Letters, marks and digits that a name may hold: distance from the end of the range before, and length. */
export const NAME_LETTERS = `
1c+9 8+p 7+p 1y+m 2+u 2+r 3+l 3+3 3+3 2+5 3+7 2+3 3+5 3+9 3+q 3+0 5+0 3+1 4+4 2+0 2+3 4+0 3+1 e+1 2+2 3+0 m+7
9+0 9+3 5+1 9+1 v+3 15+0 8+1 6+1 2+1 2+0 2+0 8+0 5+1 9+0 n+0 2+0 7+0 15+1 1w+4 2+6 f+0 8+0 3+2 9+0 2d+0 2+2
2+0 2+j 2+17 1f+b 2+1t 2+b 2+1 1d+b 3+7 3+f 3+6 f+a 3+d 5+7 3+1 17+1 c+11 b+11 22+q 1i+q 3+0 4+h 2+1 b+9 7+0
2+0 2+0 5+m 2+9 5+1 2+0 2+7 2+4 2+0 2+2 3+4 2+j 2+0 p+b 6+0 2a+1 4+0 a+0 2+1 3+2 2+0 4+3 f+1d 66+0 h+0 2+7 i+7
5+0 1m+2 2+6 2+r 2+9 2+7 2+5 2+8 2+0 7+1 f+9 3+5 4+1 2+1 2+2 2+6 4+1 3+l 2+6 2+0 4+3 3+0 2+6 3+1 3+3 o+b h+0
3+5 5+1 3+l 2+6 2+0 3+0 3+1 3+0 2+4 5+1 3+2 f+0 k+1 h+1 2+8 2+2 2+l 2+6 2+1 2+4 3+0 2+7 2+2 2+2 p+9 i+2 2+6
4+1 3+l 2+6 2+1 3+3 3+0 2+5 4+1 3+2 9+0 9+0 i+0 i+0 2+5 4+2 2+3 4+1 2+0 2+1 4+1 4+2 4+b 5+4 4+2 2+3 1h+1 2+6
3+2 2+m 2+6 2+1 2+4 5+6 2+2 2+3 1h+1 2+6 3+2 2+m 2+6 2+1 2+4 5+5 3+2 2+3 p+9 j+1 2+6 3+2 2+m 2+f 5+5 3+2 2+1
2+0 a+0 z+5 3+1 2+8 4+5 4+3 2+i 2+8 2+0 3+6 4+0 5+5 2+0 2+6 k+0 f+1d 2+6 6+d 3+9 14+1 2+0 3+1 2+0 3+0 7+3 2+6
2+2 2+0 2+0 3+1 2+1 2+2 2+5 2+2 3+4 2+0 2+5 3+9 1z+9 n+2 2+3 2+3 2+3 2+3 2+3 2+b 9+1 2+0 6+6 4+0 c+2 2+3 2+3
2+3 2+3 2+3 2+0 4+7 2+2 1w+21 h+a h+l 5+0 1k+0 6+0 3+w 7k+6 2+1s 2+3 3+6 2+0 2+3 3+12 2+0 2+3 3+u 2+0 2+3 3+6
2+0 2+3 3+e 2+v 9+e 2+0 2+3 3+6 2+12 2+h tj+s 3+3 3+2 3+9 3+n 3+0 2+0 e+9 x3+16 3+2 99+1 5+1 d+1 3+1 h+1 5+3
3+9 f+1 7+1 9+1 3+1 r+1 5+1 b+0 2+2h 4n+f 3+2 1k+0 36h+1 1n+2d 7+1 3+2h 2+2 nd+0 18+0 35+0 43+0 13+0 3+0 c+0
i+0 f+0 11+0 b+0 g+0 c+0 la+0 20+0 e+0 2p+1 b+0 4+0 p+0 6+0 q+0 1m+0 a+0 b+0 c+0 5i+0 l+0 2d+0 5n+0 36+0 7b+0
4+0 3t+0 2k+0 au+0 f+0 5+0 29+0 10+0 2g+0 14+0 d4+0 39+0 5+0 y+0 a+0 2u+0 43+0 k+0 7w+0 1y+0 l+0 5e+0 6+0 2b+0
h+0 2v+0 3y+0 5h+0 1f+0 3+0 5+1 2+1 l+0 4+0 n+1 2j+0 4m+0 cf+0 6+0 4+0 4+0 o+6 34+6 45+0 2a+h 2+l 2+1p 2+f 2+r
2+b 2+n 2+e 2+p 2+f 4+0 2+0 2+7 2+d 2+g 2+7 2+2 2+0 2+7 2+2 2+17 2+p 2+0 2+i 2+p 2+7 2+0 2+2 2+k 2+o 3+h 2+y
2+2 2+3 2+3 2+e 2+4 2+y 2+3 2+g 2+2 2+6 4+m 2+8 2+j 2+5 2+0 3+7 2+7 2+1 2+y 2+b 2+1 2+l 2+6 2+3 2+2 2+3 2+6
2+2 2+c 2+a 2+3 3+8 2+h 2+0 2+8 2+9 2+0 2+6 2+e 3+a 2+b 2+0 2+2 2+2n 2+h 2+h 2+a 2+7 2+1g 2+2 2+2 2+0 2+1 2+1
2+b 2+2 2+7 2+j 3+i 2+1 2+1 2+7 2+0 2+7 2+1 3+a 2+n 2+0 2+b 2+1 2+h 2+v 2+7 3+2 2+9 2+9 2+8 2+c 3+7 2+m 3+o
2+6 2+14 2+f 2+a 2+v 2+15 2+1r 2+t 2+1 3+18 2+n 2+o 2+2s 2+m 2+g 3+j 2+9 2+a 2+3 2+6 2+5 2+4 2+3 2+7 2+0 2+i
2+6 2+9 2+1 2+9 2+6 2+q 2+j 2+8 2+b 2+e 2+0 2+1 3+7 2+a 2+4 2+8 2+1 2+n 2+4 2+3 2+b 3+0 2+9 2+j 2+7 2+4 2+d
2+g 2+w 2+5 2+8 2+1m 3+1i 2+4 2+8 2+4 3+e 2+s 2+j 2+a 2+8 2+1 3+7 2+1 2+f 2+3 2+d 2+a 2+2 2+1 2+7 2+0 2+e 2+e
2+1 2+x 2+0 2+2i 2+1a 2+1n 2+0 2+4 2+2 2+y 2+3 2+k 2+0 2+k 2+4 2+s 2+12 2+q 3+o 2+1 2+16 2+b 2+7 2+1 2+c 3+c
2+8 2+3 2+6 2+8 2+n 2+7 2+3 2+3 2+a 2+g 2+10 2+p 2+6 2+1 2+1 2+b 2+y 2+15 2+19 2+3 2+q 2+6 2+m 2+1g 2+2 2+a
2+m 2+2 2+7 2+x 2+h 2+b 3+5 2+6 2+4 2+9 2+h 2+1 2+0 2+o 2+q 2+1g 2+7 2+1r 2+12 2+4 2+15 2+c 2+j 2+17 2+0 2+28
2+9 2+7 3+a 2+g 2+a 2+b 2+5 2+8 2+e 2+11 2+1d 2+9 2+e 2+1 2+r 2+0 2+g 2+17 2+2 2+6 2+5 2+m 2+3 2+3 2+8 2+b 2+h
2+0 2+0 2+1 3+11 2+p 2+2 2+5 2+f 2+3 2+r 2+0 2+m 2+0 2+l 2+1 2+k 2+1a 2+2 2+s 2+1g 2+e 2+1r 2+a 2+u 2+b 2+o
2+4 2+y 2+1a 2+6 2+1o 2+2w 3+b 2+f 2+y 2+6 2+p 2+c 2+5 2+g 2+b 2+n 2+5 2+2 2+7 2+6 2+j 2+7 2+m 2+0 2+m 2+3 2+s
2+b 2+e 2+p 2+7 2+8 3+6 2+5 2+2 2+6 2+4 2+d 2+3 2+n 2+j 2+9 3+e 2+3 2+h 2+1 2+19 2+8 2+0 2+c 3+x 2+1 2+2 2+6
2+e 2+h 2+3 2+g 2+9 2+3 2+1o 2+v 2+c 2+11 2+0 2+k 2+0 2+w 2+6 2+i 2+g 2+7 2+12 2+0 2+2 2+q 2+p 2+2 2+a 2+h 2+9
2+k 2+7 2+1 2+y 2+1f 2+d 2+28 2+1 2+s 2+f 3+1 4+16 2+n 2+6 2+h 2+h 2+g 2+g 2+0 2+k 2+2 2+3 2+8 2+2 2+i 2+b 2+0
2+2 2+3 2+d 2+f 2+z 2+b 2+h 2+5 2+9 2+l 3+3 2+9 2+2 2+0 2+1 2+2 2+6 2+1l 2+1b 2+6 2+1 2+4 2+e 2+g 2+f 2+d 2+7
2+11 2+0 2+1c 2+1i 2+q 2+c 2+o 2+6 2+23 2+e 2+j 2+o 3+3 2+1y 3+0 3+2 2+a 2+4 2+g 2+w 2+u 2+d 4+c 2+8 2+1w 2+6
2+v 2+5 2+1h 2+4 2+0 2+19 2+t 2+0 2+3 2+m 2+c 2+9 2+1 2+w 2+6 2+h 2+1 2+1e 2+2 2+1 2+y 3+6 2+4 2+a 2+8 2+2 2+d
2+6 2+2 2+t 2+13 2+8 2+q 2+d 3+x 2+i 2+0 2+u 2+7 2+e 2+3 2+9 2+k 2+5 2+u 2+5 2+f 2+4 2+2 2+0 2+7 2+2 3+8 2+3
2+f 2+7 2+0 2+3 2+2c 2+h 2+1u 2+c 2+m 2+15 2+1z 2+z 2+1c 2+6 2+r 2+v 2+3 2+7 2+0 2+d 2+x 2+7 2+g 2+5 2+14 2+0
2+1 2+t 2+1f 2+v 2+f 2+1 2+7 2+1 2+e 2+8 2+8 2+y 2+c 2+z 2+g 2+1o 2+m 3+a 2+2 2+s 2+o 2+i 3+1 2+1 2+9 2+1 2+9
2+8 2+c 2+g 2+j 2+0 2+a 2+h 2+8 2+i 2+1 2+w 2+1c 2+c 2+o 2+1 2+f 2+9 2+5 2+0 2+c 3+19 2+g 2+a 2+2 2+3 2+15 2+g
2+1k 2+3 2+9 2+s 2+6 2+6 2+6 2+3 2+6 2+8 3+g 2+2 2+x 2+h 2+0 2+5 3+e 3+l 2+9 2+h 2+6 2+1 2+3 2+6 2+1 2+14 2+4
2+0 2+x 2+a 2+0 2+14 2+4 2+3 2+h 2+m 3+s 2+0 4+3 2+2 2+x 2+a 2+5 2+9 2+m 2+6 2+0 2+n 2+f 2+26 2+0 2+9 2+0 2+1y
2+v 2+h 3+x 2+1 2+6 2+n 2+f 2+a 2+5 2+g 2+11 2+5 3+4 2+0 2+0 3+k 2+1 2+y 2+5 2+1 2+p 2+3 2+b 2+8 2+i 2+8 2+h
2+1 2+a 2+2 2+z 2+4 2+g 2+4 2+g 4+n 2+1t 2+7 2+1j 2+4c 3+3 2+3 2+h 2+15 2+a 2+5 2+0 2+p 2+w 2+5 2+5 2+10 2+z
2+b 2+2 2+10 2+w 2+4 2+4 2+g 4+9 2+4 2+10 2+y 3+1a 3+25 2+a 2+4 2+1f 2+n 2+9 3+x 2+f 2+r 2+y 2+11 2+10 2+1a
2+o 2+c 2+4 2+u 2+z 2+2v 2+12 2+5 2+11 2+0 3+6 2+1j 2+15 2+g 2+w 2+a 2+14 2+m 2+9 2+w 3+n 2+2 2+19 2+i 2+t 2+7
2+f 2+w 2+3 2+7 2+5 2+8 3+0 2+3 2+6 2+o 2+u 2+s 2+i 2+7 2+c 2+4 2+19 2+9 2+5 2+k 2+u 2+g 2+c 2+6 2+16 2+r 2+9
2+1r 2+k 2+l 2+9 2+p 2+b 2+b 2+f 2+2 2+1 2+p 2+2y 2+1 2+2 2+k 2+a 2+j 2+1r 2+e 2+6 2+e 2+1 2+2 2+3 2+l 2+2 2+5
3+1c 2+5 2+2 2+2 2+6 3+c 2+3 2+5 3+8 2+g 2+c 2+n 2+i 2+3 2+9 2+l 2+e 2+6 2+n 2+q 2+1n 2+7 2+4 2+5 2+w 3+5 2+a
2+5 2+3 2+4 2+4 2+0 2+a 2+4b 2+6 2+2 2+b 4+3 2+q 2+9 2+2 2+2 2+2 2+e 2+9 2+z 2+9 2+0 2+f 2+c 2+8 2+e 3+2w 2+14
2+o 2+z 2+q 2+8 2+11 2+i 2+7 2+t 2+5 2+0 2+0 2+w 2+5 2+f 2+1 3+8 2+1 2+j 2+l 2+t 2+s 2+b 2+5 2+2i 2+5 2+d 2+e
2+5 2+r 2+1t 2+0 2+9 2+7 2+4 2+2r 2+v 3+3 2+y 2+i 2+1c 3+q 2+w 2+o 2+1 2+f 2+k 2+3 2+q 2+d 2+y 2+a 2+1 2+v
2+10 3+l 2+1 2+o 2+t 2+l 2+5 2+5 2+1k 2+i 3+1b 2+4 2+1 2+2 2+2 2+3 2+5 2+0 2+8 2+f 2+2 2+9 2+e 2+z 2+h 2+d 2+j
2+3 2+0 3+3 2+t 2+9 2+s 2+d 2+6z 3+3 2+5 2+g 2+q 3+2 2+7 2+m 2+2 2+1y 3+1 2+j 2+m 3+w 2+0 2+2 2+0 3+8 2+8 2+2
2+1 2+0 2+a 2+2 2+4 2+19 2+0 3+j 2+m 2+1 2+1 3+m 3+1 2+7 3+a 2+8 2+a 2+g 2+g 2+0 2+g 2+c 2+5 3+2 2+7 2+0 2+g
2+14 2+x 2+4 2+3 2+7 2+5 2+2 2+2 2+3 2+d 2+e 2+0 2+25 2+h 2+o 2+6 2+3 2+5 2+1 2+s 2+w 2+7 2+k 2+1 2+2o 2+v 2+4
2+3 2+8 2+p 2+5 3+x 2+k 2+5 2+3 2+4 2+1w 2+i 2+9 2+d 2+7 2+2 2+2 3+5 2+e 2+0 2+5 2+9 2+5 2+n 2+7 2+1 2+e 2+5
2+9 2+e 2+l 2+1 2+b 2+13 2+1e 2+8 3+0 2+1p 2+b 2+0 2+e 2+1 2+l 2+3z 3+2 2+k 2+c 2+5 2+1b 2+12 2+n 2+d 2+1 2+14
2+g 2+g 2+6 2+4 2+2l 2+i 3+6 2+4 2+2 2+7 3+3 2+1l 2+3 2+g 2+c 2+1 2+g 2+t 2+c 2+o 2+1e 2+0 2+1 1k8+0 t+0 k1+0
at+8mb bq6+0 2+0 1l+0 1604+6 2+3 2+1 2+e 64w+0 z+0 20+0 yi+0 11+0 u+0 1l+0 6+0 1s+0 2v+0 3+0 3z+1 2w+0 12+0
5+0 1h+0 y+1 1f+1 u+0 2w+0 8+0 1a+0 36+0 j+0 6+1 5+0 1y+0 8+0 7k+0 2y6+0 1da+0 m8+0 32+0 3r+0 3r+0 4+0 31+0
1y+0 1w+0 r+0 98+0 2ro+0 1lo+0 1r9+0 1e+0 n5+0 3e5+0 12s+0 fa+0 8+0 37o+0 1en+0 4q+0 63+0 1yg+0 3+0 5+0
3ba+0
`

/** What looks alike: the prototype, and the characters that look like it. */
export const PROTOTYPES = `
27=1c,pr,ta,11x,274,2jq,3ps 30=1d,21,ba,pl,sm,xs,y7,15h,15r,17r,19d,1dd 36.32=31 1t.1x=5i,yc 1w.mt=5s,7k,ax
27.mw=60 2p.2t=6e,yd 6pu.mt=6o 33.mw=6w 34=72,qp,u8 2s.mt=7l 20.mt=86 2w.mt=87,uz 2x=8h,h5,qh,uu,136 24.mw=8x
30.mw=8y 32.mh=97,qf,12q 27.1x=9e 33.2t=9f 2c.mt=9y 38.mt=9z 13.1u=ap 13.1w=ay 1y.me=b5 2u=b6,138 30.mt=bb
23.13=bc 2z.lw=bd 26.me=bh 13.2h=c3 3d.lw=c4 1f=c7,t3,yo,1ux,25l 2d.mt=g4 36.mt=gd,wj 2q.lw=gj 2s.mg=gm
2s.lw=gn d9=gp,yh x3n=gr,qd,us 3d=gz,qb,ub,xb,3c7 2w.lw=h2 2x.mt=h4 39=i3,qt,131 f1=ia,yp,3cj 13=jf,jg,15l
li=lo,1tx me=mf lf=n6,18z mg=n9 1t=pd,sw 1u=pe,sy 1x=ph,t1 2i=pi 20=pj,t9 27.mt=pk,qg,yw 23=pm,t6
g5=pn,t7,19k,1dk 25=po,t8 26=pp 28=pt,tc bt=pv 2c=pw,te 2h=px,tf,xa 2g=pz,th 2p=q9,ts 67=qa,61q 61r=qc,12m
8o=qi,u2 3a=ql,15k
33=qn,qr,u6,139,15t,18n,19h,1by,1c1,1cl,1dh,1uu,1ye,25i,2de,2gy,2ki,2lc,2o2,2ts,2xc,36l,37k,3cv,4ps 5qz=qs,ua
hk=qu,uc x3m=sk 2b=sl,11r 22=so 2q.lg=sx pf=sz ps=tb 1v=td py=tg,11v,3ls 2q.30=tn 2q=to 30.27=tq 1i=tt ih=tu
36=tv 2t=tx,xp gs=tz 5qm=u0 i5=u4 ik=u5 qo=u7 2r=u9,35w,38a 3c=ud 3b=ug,129 jt.2q=ui at.2x=uj at=uk 5qx=un
37=ut,2lb 2y=uw 39.mh=v3 pf.13=wg 36.13=wh pf.mt=wi t2.mh=wm ty.mh=wn 1f.me=wo gs.me=wp 23.mh=wq 8o.mh=wr
23.mt=wu 8o.mt=wv 20.mh=wy ik.mh=wz 1v.me=x6 2r.me=x7 2c.mh=x8 5qz.mh=x9 2h.mt=xc 3d.mt=xd 2g.mh=xe 2w=xn,12o
xo.mg=xq 2t.mg=xr b3=yg 33.mt=yx 3ou=117 3k6=11g 3s3=11m 3mp=11o 2d=11p,3k0 35=12b,12e fr=12t 32=12w,130
hc=12y,3kz 2v=135 18p.1cr=17v,1a6,1bx,1ch,1g2 183.1cr=184 18p.le=18d 18p=18q,1bu,1cc,1ci,1q5 ln=18r ld=18u
lv=18v lm=18y,2tp,2x9,37a,4p2,9lm 1a=19c,1dc 2e=19j,1dj 30.19w=19u 18p.179=1a1,1bv 17u=1a2 17x.190=1a9
17x.1cr=1ad 17z.179=1ag 1ai.179=1aj 17z.1cr=1am,1an 181.179=1ap 181.li=1aq 181.1cr=1aw 187.1cr=1b3
1b5.1cr=1b8,1bc 18h=1bb 18j=1bd,1be 18j.1cr=1bh,1gj 18k.li=1bp 18k.1cr=1br 17t=1c3 18o.li=1c6 18o.lv=1c7
18o.19s=1c8 18o.le=1c9 18o.1cr=1cb 18p.li=1ce,1g6 1a3=1cg 17z.le=1da 181.le=1db 19e=1de 19f=1df 19g=1dg
19i=1di 19l=1dl,1uv 33.le=1dr 17s.1cr=1g1 1bg=1gi 1g4=1gn,1pl 18m.179=1go 1av.179=1gx 18p.lm=1ov 1b6.1cr=1pg
18l.1cr=1pj 18p.190=1pk 1b5=1q3,1q4 18p.1cr.li=1q6 17u.li=1q7 18p.179.li=1q8 1ae.li=1q9 18j.li=1qa
li.lj=1s1,1vl,269 lj=1s2,1z6,22q,2bx 1m=1s3,22r 1s5.1tq=1s6 1tc.1u5.1s7=1s8 1sf.li=1sd 1sf.1ty=1se
1sf.1jz8=1sg 1s5.1tq.li=1sh 1s5.1tq.1ty=1si 1s5.1tq.1jz8=1sj 1s5.1tq.1u0=1sk 1tq.1tm=1tn
mb=1to,1x8,20s,24c,27w 1xb=1tr,20v 1jz8=1tz,213 1tq.li=1u1 1jz6=1ue,20x 1jz7=1uf,20y 1s5.li=1v6 1s5.1tm=1v7
1s5.1tq.1tm=1v8 1s5.1u7=1v9 1vp.1xa=1vq 1k=1yi,26b 1l=1yl 1ww=1yo 1z9.20u=1za 1t6.1u5.1sv.1xb=1zb
1t6.1u5.1sv.20w=1zc 22b.1jz6=1zd 22b.1jz7=1ze 1t6.1u5.1sv.1jz8=1zj 1z9.1u0=1zk 1z9.218=1zo 1th=1zp
1t0.1u5.1t0=1zw 1sv=1zz 1sw=200 1s9=204 1t6=207 1sy=20b 1t9=20e 1tl=20l 1ta=20o 1u0=214 1ty=217 1u5=219,24t
22t.24e=22u 22t.24l=231 22t.24n=233 22t.24o=234 22t.24e.24l=235 22t.24e.24n=237 22t.24e.24o=238 uf=23u,25n
1uw=240,25k 1tt=24h 1tu=24i 1uy=25m 1v2=25q 26d.27y=26e 2a1.2b7=2a2 2a8=2ak,2l8 2a0=2b4,2bi 2ba=2bc,2ly
2ax=2bs 2b7=2c7 1vn=2df,2gz,2kj,2o3,37c 2du.2fp=2dv,2hf 2du.2fg=2dw,2hg 2hi.mb=2dy 2eo.14s=2e8 2e9.mb=2ea
2ef.14s=2ed 2ek.mb=2el 2et.2f5=2em 2et.mb=2ev 2et.2f2=2ex 2f5.2f2=2f6 2f7.2f2=2f8 2dh=2h1 2di=2h2 2dj=2h3
2ds=2hc 2du=2he 2dz=2hj 2e4=2ho 2e5=2hp 2e6=2hq 2e7=2hr 2eb=2hv 2ee=2hy 2eg=2i0 2en=2i7 2eo=2i8 2eq=2ia
2er=2ib 2f3=2in 2f5=2ip 2f7=2ir 2g7=2jr 2g8=2js 2gf=2jz 2kn.2mv=2ko 2a1=2kp 2a1.2mv=2kq 2bq.2ku=2kw
2ky.2m6=2kz 2ky.2mv=2l0 2b9=2l2 2lk.2m9=2l5 2ar=2lf 2b2=2lh 2ls=2lt,35u,3bs 2b8=2lw 2bj=2m7,2m8 2m9=2ma,2mb
2bq=2me 2br=2mf 2bq.2bq=2mg 2ar.2ml=2nu 2lk.2ml=2nv 2ls.2ml=2nw 2lu.2ml=2nx 2lv.2ml=2ny 2pv.2qg=2od
2oh.2q2=2oi 2oh.2qh=2oj 2oh=2ph 2or=2pi 2ok=2pl 2ow=2ps 2pj=2pw 2rm=2rn 2ru=2rv 2ry=2rz 2ro=2s4,2s5 2s1=2s7
2rq=2sh 2sg=2sm 2tc.2tc=2td 2sy=2th 2rs=2vc 2si=2vh 2sa=2vu 2sb=2vv 2sd=2vx 2se=2vy 2sf=2vz 2t4=2wo 2t5=2wp
2tk=2x4,4p7 2tl=2x5 2tm=2x6 2tn=2x7 322.322=323 324.324=325 2ls.370=35s 33.370=368,3br 36d.370=36n
2ls.370.37d.2ls.370=36r 36m.37g=36x 36m.37g.287.370.37e=36y 287=375 36j.37i=38h 399.37i=39a 2ls.37i=39d
3cw.3cw=3cx,3hl 3cz.3cz=3d0 3d3.3d3=3d4 3d5.3d5=3d6,3i3 3d8.3d8=3d9 3fl.ffs=3fm 3fn.ffs=3fo 3fp.ffs=3fq
3fr.ffs=3fs 3ft.3fl=3fu 3ft.3fl.ffs=3fv 3ft.ffs=3fw 3fy.3fp=3fz 3fy.3fp.ffs=3g0 3fy.ffs=3g1 9oc=3g3,feo
9oc.ffs=3g4 ffs=3g5 3cw=3hk 3cw.3d5=3hm 3cy=3hn 3cy.3d8=3ho 3cy.3de=3hp 3cz=3hq 3d1=3hr 3d1.3cw=3hs
3d1.3d2=3ht 3d1.3d3=3hu 3d1.3d5=3hv 3d1.3dc=3hw 3d1.3dd=3hx 3d1.3de=3hy 3d2=3hz 3d3=3i0 3d3.3d5=3i1 3d5=3i2
3d7=3i4 3d8=3i5 3da=3i6 3db=3i7 3dc=3i8 3dd=3i9 3de=3ia 11k=3mo 12p=3o4 4ne=4nj 2t0=4on 2t1=4oo 2t2=4op
2t3=4oq 7sc=9jj fjv=9lw ijp=9m0 gbf=9m3 hlh=9mn ggs=9mw fik=9mz 1b=9n2,fgf g2z=9n3 9ko=9nc gkj=9nx,h5j
3d8.3ft=ff9 3d5.3d5.9oc=fff 2k=fg6 2dk2=fim 3d5.9oc.3cw=fka fp1=fsy ftw=fuk 20oj=g2a 3d2.3fl=ggv
3d5.9oc.3d2=glk gur=gv3 hgh=hgr h7j=hkb hij=hkv hwv=hz4 ild=ilu bp6=imo jee=jeg bi9=jrd k7u=k89 bmi=kc6
dhf=kdi kfi=kjj bs3=kx5 kv1=kyv lu0=lzt 3cy.3fy.ffs=mkf npw=nrj or9=os6 kcw=pfu kcv=pg0 bp1=ph2 kcz=phd
kd4=pif ph8=pj5 kdf=plz q6l=qbj qif=qip dyu=ra6 rq4=rqb ry7=rye s11=s1m s8v=s9z slq=sm6 t65=t66
3dc.9oc.3cy.3d8=tiv trr=trs v9e=v9f
vdd=vde
`
